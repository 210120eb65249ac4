import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

const WAITING_MAX = 500

/** How many items of each job came to their end since a moment. */
export async function countClosedSince(
  db: Executor,
  { jobIds, since }: { readonly jobIds: readonly string[]; readonly since: number },
): Promise<ReadonlyMap<string, number>> {
  if (jobIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('job_item')
    .select((eb) => ['job_id', eb.fn.countAll<number>().as('closed')])
    .where('job_id', 'in', [...jobIds])
    .where('updated_at', '>=', since)
    .where('state', '<>', 'queued')
    .groupBy('job_id')
    .execute()
  return new Map(rows.map((row) => [row.job_id, row.closed]))
}

/** Ids of the jobs that wait, in the order in which they are taken unless their registry has its slots; at most 500. */
export async function listWaiting(db: Executor): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('job')
    .select('id')
    .where('status', '=', 'queued')
    .orderBy(sql`case when kind = 'crawl' then 1 else 0 end`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(WAITING_MAX)
    .execute()
  return rows.map(({ id }) => id)
}
