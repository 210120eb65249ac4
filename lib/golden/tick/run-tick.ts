import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'
import { queueDeliveries } from '@/lib/webhooks/queue'
import { PIN_KIND, pinKey } from '../jobs'
import { type DueTick, dueTicks } from '../rules/ticks'
import { stateOf } from '../rules/version'
import { findLine, type LineRow } from '../store/lines'
import { listTicking, type TickingVersion, takeTick, untold } from '../store/ticks'
import { findVersion, type VersionRow } from '../store/versions'
import { revokeDue } from './revoke-due'

/**
 * Tells what the clock has brought about since anybody looked: ends that are near or have come, versions a newer one
 * took the place of, revocations announced for now, and pins to be put. Each once, whoever looks and however often.
 * How many there were.
 */
export async function runTick(ctx: Context): Promise<number> {
  const versions = await listTicking(ctx.db.query)
  const now = ctx.clock.now()
  const due = [...byLine(versions).values()].flatMap((line) => [
    ...dueTicks(line, now),
    ...duePins(line, now),
  ])
  let count = 0
  for (const tick of await untold(ctx.db.query, due)) {
    ctx.signal.throwIfAborted()
    if (await transaction(ctx.db, (tx) => tell(ctx, tx, tick))) count += 1
  }
  return count
}

async function tell(ctx: Context, tx: Executor, tick: DueTick): Promise<boolean> {
  const version = await findVersion(tx, tick.versionId)
  const line = version && (await findLine(tx, version.lineId))
  if (version === undefined || line === undefined) return false
  if (!(await takeTick(tx, tick, ctx.clock.now()))) return false
  if (tick.event === 'revoked') await revokeDue(ctx, tx, { line, version })
  else if (tick.event === 'pinned') await queuePins(ctx, tx, { line, version })
  else await sayTick(ctx, tx, { tick, line, version })
  return true
}

interface Ticked {
  readonly line: LineRow
  readonly version: VersionRow
}

async function sayTick(
  ctx: Context,
  tx: Executor,
  { tick, line, version }: Ticked & { readonly tick: DueTick },
): Promise<void> {
  const type = EVENTS[tick.event]
  if (type === null) return
  const place = { registryId: line.registryId, repository: line.repository }
  const facts = { line: line.name, version: version.name, versionId: version.id, digest: version.digest }
  await record(ctx, tx, {
    type,
    resource: `${line.registry}/${line.repository}@${version.digest}`,
    ...place,
    digest: version.digest,
    facts: { ...facts, at: tick.epoch, expiresAt: version.expiresAt },
  })
  const expiresAt = version.expiresAt === null ? null : new Date(version.expiresAt).toISOString()
  await queueDeliveries(tx, { type, ...place, facts: { ...facts, expiresAt } })
  await announce(tx, { topic: `repository:${line.repositoryId}`, what: 'tags' })
}

const EVENTS = {
  expiring: 'golden.expiring',
  expired: 'golden.expired',
  superseded: 'golden.superseded',
  revoked: null,
  pinned: null,
} as const satisfies Readonly<Record<DueTick['event'], string | null>>

async function queuePins(ctx: Context, tx: Executor, { line, version }: Ticked): Promise<void> {
  const at = ctx.clock.now()
  await enqueue(tx, {
    id: newId('job', at),
    kind: PIN_KIND,
    registryId: line.registryId,
    input: { versionId: version.id, repository: line.repository },
    dedupeKey: pinKey(version.id),
    createdBy: ctx.actor.name,
    createdAt: at,
  })
}

/** Once for each version while its line has pins. */
function duePins(line: readonly TickingVersion[], now: number): readonly DueTick[] {
  return line
    .filter(({ hasPins }) => hasPins)
    .filter((version) => ['golden', 'superseded'].includes(stateOf(version, line, now)))
    .map(({ id, markedAt }) => ({ versionId: id, event: 'pinned', epoch: markedAt ?? 0 }))
}

function byLine(versions: readonly TickingVersion[]): ReadonlyMap<string, readonly TickingVersion[]> {
  const lines = new Map<string, TickingVersion[]>()
  for (const version of versions) {
    const line = lines.get(version.lineId)
    if (line === undefined) lines.set(version.lineId, [version])
    else line.push(version)
  }
  return lines
}
