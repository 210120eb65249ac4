import 'server-only'
import { sql } from 'kysely'
import type { Database } from '../connection'
import type { Schema } from '../schema'

/** Smaller tables are read whole, whatever the planner believes. */
const PAGES_MIN = 10
const GROWTH = 1.1

/**
 * Tells PostgreSQL's planner what is in those of some tables that grew by more than a tenth since it last looked, and
 * which of their pages everybody may read by an index alone. It would look by itself within minutes; until then it
 * takes a full table for an empty one and sorts all of it for each page of a list. Indexes are left for it to clean.
 * SQLite goes by its indexes and needs nothing. A table that somebody else looks at is left to them.
 * @throws AppError `database-busy` when a table takes longer than a statement may
 */
export async function vacuumGrownTables(
  { dialect, query }: Database,
  { tables, signal }: { readonly tables: readonly (keyof Schema)[]; readonly signal?: AbortSignal },
): Promise<void> {
  if (dialect !== 'postgres') return
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname in (${sql.join(tables)})
      and pg_relation_size(oid) > current_setting('block_size')::int * (${PAGES_MIN}::int + ${GROWTH}::float * relpages)
  `.execute(query)
  for (const { name } of rows) {
    if (signal?.aborted) return
    await sql`vacuum (analyze, skip_locked, index_cleanup off) ${sql.table(name)}`.execute(query)
  }
}
