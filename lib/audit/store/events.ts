import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database, Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { Buckets } from '../rules/buckets'
import type { StoredRow } from './chain'
import { type EventFilter, matches } from './filter'

export interface EventList {
  readonly filter: EventFilter
  readonly direction: 'asc' | 'desc'
  readonly position: Position | undefined
  readonly limit: number
}

/** Events by their time, those of one instant by their place in the chain. */
export async function listEventRows(query: Executor, list: EventList): Promise<readonly StoredRow[]> {
  const order: SortOrder = { columns: [sql`at`, sql`sequence`], direction: list.direction }
  const { position } = list
  return query
    .selectFrom('audit_event')
    .selectAll()
    .where(matches(list.filter))
    .$if(position !== undefined, (rows) => rows.where(after(order, position ?? [])))
    .orderBy(orderBy(order))
    .limit(list.limit)
    .execute()
}

/** One event, where the filter lets it be read. */
export async function findEventRow(
  query: Executor,
  { id, filter }: { readonly id: string; readonly filter: EventFilter },
): Promise<StoredRow | undefined> {
  return query
    .selectFrom('audit_event')
    .selectAll()
    .where('id', '=', id)
    .where(matches(filter))
    .executeTakeFirst()
}

/** When the first event was that a filter lets pass; undefined where there is none. */
export async function findFirstTime(query: Executor, filter: EventFilter): Promise<number | undefined> {
  const row = await query
    .selectFrom('audit_event')
    .select('at')
    .where(matches(filter))
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  return row?.at
}

export interface BucketCount {
  readonly done: number
  readonly denied: number
}

/** Buckets that one statement of SQLite counts: it runs in this process, where nobody else goes on meanwhile. */
const SQLITE_BUCKETS_AT_ONCE = 2

/** How many events there were in each stretch of time. */
export async function countByTime(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  { filter, buckets }: { readonly filter: EventFilter; readonly buckets: Buckets },
): Promise<readonly BucketCount[]> {
  const counts = Array.from({ length: buckets.count }, () => ({ done: 0, denied: 0 }))
  const atOnce = dialect === 'sqlite' ? SQLITE_BUCKETS_AT_ONCE : buckets.count
  for (let first = 0; first < buckets.count; first += atOnce) {
    const slice = { first, end: Math.min(first + atOnce, buckets.count) }
    for (const row of await countSlice(query, filter, { ...buckets, ...slice })) {
      const count = counts[Number(row.bucket)]
      if (count !== undefined) count[row.outcome === 'denied' ? 'denied' : 'done'] += Number(row.count)
    }
    await yieldToOthers()
  }
  return counts
}

async function countSlice(
  query: Executor,
  filter: EventFilter,
  { startMs, sizeMs, first, end }: Buckets & { readonly first: number; readonly end: number },
) {
  // Written out and cast, because one driver binds every number as a fraction.
  const bucket = sql<number>`cast((at - ${sql.lit(startMs)}) / ${sql.lit(sizeMs)} as integer)`
  return query
    .selectFrom('audit_event')
    .select((select) => [bucket.as('bucket'), 'outcome', select.fn.countAll().as('count')])
    .where(matches(filter))
    .where('at', '>=', startMs + first * sizeMs)
    .where('at', '<', startMs + end * sizeMs)
    .groupBy([bucket, 'outcome'])
    .execute()
}
