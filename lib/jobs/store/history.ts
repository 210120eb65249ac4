import 'server-only'
import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { databaseNow } from '@/lib/db/dialects/features'

const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** Keeps of a finished job the items that failed or were not come to, and of jobs those of the last thirty days. */
export async function pruneHistory(db: Database, jobId: string): Promise<void> {
  await db.query
    .deleteFrom('job_item')
    .where('job_id', '=', jobId)
    .where('state', 'in', ['done', 'skipped'])
    .execute()
  await db.query
    .deleteFrom('job')
    .where('finished_at', '<', sql<number>`${databaseNow(db.dialect)} - ${sql.lit(KEPT_MS)}`)
    .execute()
}
