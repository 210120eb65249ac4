import 'server-only'
import type { Executor } from '@/lib/db/connection'
import type { Digest } from '@/lib/oci/digest'
import { staysOf } from '../rules/channel-history'
import { type ChannelRefusal, refuseInto } from '../rules/channel-refusal'
import { stateOf, type VersionState } from '../rules/version'
import { type ChannelDecision, listChannelEvents } from '../store/channel-decisions'
import { type ChannelRow, holdChannels, listChannelRows } from '../store/channels'
import { listVersionFacts } from '../store/versions'

/** A version as channels show it. */
export interface StatedVersion {
  readonly id: string
  readonly name: string
  readonly digest: Digest
  readonly state: VersionState
  readonly markedAt: number | null
  readonly expiresAt: number | null
  readonly revokeAt: number | null
}

export interface Ladder {
  readonly lineId: string
  readonly channels: readonly ChannelRow[]
  readonly events: readonly ChannelDecision[]
  /** Every version of the line, the last marked first. */
  readonly versions: readonly StatedVersion[]
}

/** The channels of a line with everything that was decided about them. */
export async function loadLadder(db: Executor, lineId: string, now: number): Promise<Ladder> {
  return complete(db, await listChannelRows(db, lineId), { lineId, now })
}

/** The same, kept from others until the transaction ends. */
export async function holdLadder(tx: Executor, lineId: string, now: number): Promise<Ladder> {
  return complete(tx, await holdChannels(tx, lineId), { lineId, now })
}

async function complete(
  db: Executor,
  channels: readonly ChannelRow[],
  { lineId, now }: { readonly lineId: string; readonly now: number },
): Promise<Ladder> {
  const facts = await listVersionFacts(db, [lineId])
  const versions = facts
    .map((version) => ({ ...version, state: stateOf(version, facts, now) }))
    .toSorted((one, other) => (other.markedAt ?? 0) - (one.markedAt ?? 0))
  return { lineId, channels, events: await listChannelEvents(db, lineId), versions }
}

export interface Move {
  readonly to: ChannelRow
  readonly version: StatedVersion
  readonly now: number
  readonly isGlassBroken?: boolean
}

/** Why a version may not be brought into a channel now; null when it may. */
export function refusalOf(
  { channels, events }: Ladder,
  { to, version, now, isGlassBroken = false }: Move,
): ChannelRefusal | null {
  const since = staysOf(events, version.id, to.soakHours)
  return refuseInto({ ladder: channels, to: to.name, version, since, now }, isGlassBroken)
}
