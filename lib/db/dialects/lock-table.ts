import 'server-only'
import { sql } from 'kysely'
import type { Database, Executor } from '../connection'
import type { Schema } from '../schema'

/**
 * Keeps others from writing to a table until the transaction ends, so that what it does not hold now stays
 * so. A write transaction on SQLite is alone anyway.
 */
export async function lockAgainstWrites(
  database: Database,
  tx: Executor,
  table: keyof Schema & string,
): Promise<void> {
  if (database.dialect === 'postgres') await sql`lock table ${sql.table(table)} in share mode`.execute(tx)
}
