import 'server-only'
import type { Executor } from '@/lib/db/connection'

export type TickEvent = 'expiring' | 'expired' | 'superseded' | 'revoked'

export interface Tick {
  readonly versionId: string
  readonly event: TickEvent
  /** Which time it is that this happens to the version: the moment it is about. */
  readonly epoch: number
}

/** Writes down what the clock brought about, in the transaction that tells of it; false when it was told before. */
export async function takeTick(tx: Executor, tick: Tick, at: number): Promise<boolean> {
  const added = await tx
    .insertInto('golden_tick')
    .values({ version_id: tick.versionId, event: tick.event, epoch: tick.epoch, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** What was told of some versions already, as `version event epoch`. */
export async function listTicks(db: Executor, versionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (versionIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('golden_tick')
    .select(['version_id', 'event', 'epoch'])
    .where('version_id', 'in', versionIds.slice(0, 1000))
    .execute()
  return new Set(rows.map(({ version_id, event, epoch }) => `${version_id} ${event} ${epoch}`))
}
