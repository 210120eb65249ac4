import { mayBeInChannel } from './channel-standing'
import type { VersionState } from './version'

/** Where a line's channel stands: the version it points to and what holds it there. */
export interface ChannelFacts {
  readonly name: string
  /** Null while it points to nothing. */
  readonly versionId: string | null
  /** Set when somebody pinned it: automatic promotion waits until it is released. */
  readonly isHeld: boolean
  /** Hours a version has to have been in the channel before. */
  readonly soakHours: number
}

export interface Promotion {
  /** From the first to the last, such as dev, qa, prod. */
  readonly ladder: readonly ChannelFacts[]
  readonly to: string
  readonly version: { readonly id: string; readonly state: VersionState }
  /** Since when the version is in each channel it is or was in without a break, by channel, epoch ms. */
  readonly since: ReadonlyMap<string, number>
  readonly now: number
}

export type PromotionRefusal =
  | { readonly code: 'no-such-channel' }
  | { readonly code: 'not-golden'; readonly state: VersionState }
  | { readonly code: 'there-already' }
  | { readonly code: 'skips-channel'; readonly channel: string }
  | { readonly code: 'soaking'; readonly channel: string; readonly until: number }

const HOUR_MS = 60 * 60 * 1000

/**
 * Why a version may not move into a channel; null when it may. A superseded version may: that is how a channel
 * rolls back or lags behind. Only breaking glass skips a step or a soak; nothing lets in what is not golden.
 */
export function refusePromotion(promotion: Promotion, isGlassBroken = false): PromotionRefusal | null {
  const { ladder, to, version, since, now } = promotion
  const position = ladder.findIndex(({ name }) => name === to)
  const target = ladder[position]
  if (target === undefined) return { code: 'no-such-channel' }
  if (!mayBeInChannel(version.state)) return { code: 'not-golden', state: version.state }
  if (target.versionId === version.id) return { code: 'there-already' }

  const before = position === 0 ? undefined : ladder[position - 1]
  if (before === undefined || isGlassBroken) return null
  const reached = since.get(before.name)
  if (reached === undefined) return { code: 'skips-channel', channel: before.name }
  const until = reached + target.soakHours * HOUR_MS
  return now < until ? { code: 'soaking', channel: before.name, until } : null
}
