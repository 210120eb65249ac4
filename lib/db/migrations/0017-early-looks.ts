import 'server-only'
import { type Migration, sql } from 'kysely'

/** How often the tag of an event was looked for before the registry showed it, apart from failures to ask. */
export const earlyLooks: Migration = {
  async up(db) {
    await sql`alter table notification_event add column early_looks integer not null default 0`.execute(db)
  },
}
