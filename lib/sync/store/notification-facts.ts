import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

const LAGS_MAX = 200

/** How long the newest events were under way, at most 200 of them. */
export async function listLags(db: Executor, registryId: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('notification_event')
    .select('lag_ms')
    .where('registry_id', '=', registryId)
    .orderBy('sequence', 'desc')
    .limit(LAGS_MAX)
    .execute()
  return rows.flatMap((row) => row.lag_ms ?? [])
}

export interface TallyRow {
  readonly action: string
  readonly effect: string
  readonly events: number
}

/** How many events of each kind were dealt with. */
export async function listTallies(db: Executor, registryId: string): Promise<readonly TallyRow[]> {
  return db
    .selectFrom('notification_tally')
    .select(['action', 'effect', 'events'])
    .where('registry_id', '=', registryId)
    .execute()
}

/** How many events wait, and since when the oldest of them. */
export async function findWaiting(
  db: Executor,
  registryId: string,
): Promise<{ readonly count: number; readonly oldestAt: number | null }> {
  const row = await db
    .selectFrom('notification_event')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('received_at').as('oldest')])
    .where('registry_id', '=', registryId)
    .where('processed_at', 'is', null)
    .executeTakeFirst()
  return { count: row?.count ?? 0, oldestAt: row?.oldest ?? null }
}

export interface Unannounced {
  readonly count: number
  readonly lastAt: number | null
}

/** Changes found since a time that no event told of. */
export async function findUnannounced(db: Executor, registryId: string, since: number): Promise<Unannounced> {
  const row = await db
    .selectFrom('tag_event')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('recorded_at').as('last')])
    .where('registry_id', '=', registryId)
    .where('is_unannounced', '=', sql.lit(1))
    .where('recorded_at', '>=', since)
    .executeTakeFirst()
  return { count: row?.count ?? 0, lastAt: row?.last ?? null }
}
