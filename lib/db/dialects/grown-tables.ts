import 'server-only'
import { sql } from 'kysely'
import type { Database } from '../connection'

/** Smaller tables are read whole, whatever the planner believes. */
const PAGES_MIN = 10
const GROWTH = 1.1

/**
 * Tells PostgreSQL's planner what is in the tables that grew by more than a tenth since it last looked, and which of
 * their pages everybody may read by an index alone. It would look by itself within minutes; until then it takes a full
 * table for an empty one and sorts all of it for each page of a list. Indexes are left for it to clean. SQLite goes by
 * its indexes and needs nothing. A table that somebody else looks at is left to them.
 */
export async function vacuumGrownTables({ dialect, query }: Database): Promise<void> {
  if (dialect !== 'postgres') return
  const { rows } = await sql<{ name: string }>`
    select quote_ident(relname) as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace
      and pg_relation_size(oid) > current_setting('block_size')::int * (${PAGES_MIN}::int + ${GROWTH}::float * relpages)
  `.execute(query)
  for (const { name } of rows) {
    await sql`vacuum (analyze, skip_locked, index_cleanup off) ${sql.raw(name)}`.execute(query)
  }
}
