import 'server-only'
import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import type { Schema } from '../schema'

/** What rights are made of, beside the roles of people and tokens, which are read each time. */
const TABLES = ['access_grant', 'group_member', 'user_group'] as const
const CHANGES = ['insert', 'update', 'delete'] as const

/**
 * In PostgreSQL the count is raised while the transaction commits: its row is the last one locked, so that two who
 * change rights never wait for each other in a circle. Once for a transaction is enough.
 */
const POSTGRES_FUNCTION = `create function raise_rights_version() returns trigger language plpgsql as $$
  begin
    if current_setting('assay.rights_raised_in', true) is distinct from pg_current_xact_id()::text then
      perform set_config('assay.rights_raised_in', pg_current_xact_id()::text, true);
      update rights_version set version = version + 1 where id = 1;
    end if;
    return null;
  end $$`

/** A count that every change of grants and groups raises in its own transaction, whoever makes it. */
export function rightsVersion(dialect: Database['dialect']): Migration {
  return {
    async up(db: Kysely<Schema>) {
      const run = (text: string) => sql.raw(text).execute(db)
      await run('create table rights_version (id integer primary key not null, version bigint not null)')
      await run('insert into rights_version (id, version) values (1, 1)')
      if (dialect === 'postgres') await run(POSTGRES_FUNCTION)
      for (const table of TABLES) {
        for (const trigger of dialect === 'postgres' ? postgresTriggers(table) : sqliteTriggers(table)) {
          await run(trigger)
        }
      }
    },
  }
}

function sqliteTriggers(table: string): readonly string[] {
  return CHANGES.map(
    (change) => `create trigger ${table}_${change}_raises_rights after ${change} on ${table}
      begin update rights_version set version = version + 1 where id = 1; end`,
  )
}

function postgresTriggers(table: string): readonly string[] {
  return [
    `create constraint trigger ${table}_raises_rights after insert or update or delete on ${table}
      deferrable initially deferred for each row execute function raise_rights_version()`,
  ]
}
