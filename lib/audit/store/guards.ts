import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

/** What keeps the database from changing the log, by the names the schema gave it. */
const GUARDS = {
  sqlite: ['audit_event_is_never_changed', 'audit_event_is_never_removed', 'audit_head_is_never_removed'],
  postgres: ['audit_event_is_append_only', 'audit_event_is_never_emptied', 'audit_head_is_never_removed'],
} as const

/** The guards that are gone or switched off. */
export async function listMissingGuards(
  query: Executor,
  dialect: keyof typeof GUARDS,
): Promise<readonly string[]> {
  const { rows } =
    dialect === 'sqlite'
      ? await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'
          and tbl_name in ('audit_event', 'audit_head')`.execute(query)
      : await sql<{ name: string }>`select tgname as name from pg_trigger where tgenabled in ('O', 'A')
          and tgrelid in ('audit_event'::regclass, 'audit_head'::regclass)`.execute(query)
  const found = new Set(rows.map(({ name }) => name))
  return GUARDS[dialect].filter((name) => !found.has(name))
}
