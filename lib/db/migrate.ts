import 'server-only'
import { Migrator, sql } from 'kysely'
import type { Database } from './connection'
import { migrationsFor } from './migrations'

/** An arbitrary number all replicas agree on. */
const MIGRATION_LOCK = 4_152_701

/**
 * Brings the database to the newest schema. Of several processes one migrates, the others wait.
 * @throws Error when the database is of a newer version than this program.
 */
export async function migrate(database: Database): Promise<void> {
  if (database.dialect === 'sqlite') return migrateNow(database)

  await database.query.connection().execute(async (holder) => {
    await sql`set statement_timeout = 0`.execute(holder)
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(holder)
    try {
      await migrateNow(database)
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(holder)
      await sql`reset statement_timeout`.execute(holder)
    }
  })
}

async function migrateNow(database: Database): Promise<void> {
  const migrations = migrationsFor(database.dialect)
  const migrator = new Migrator({
    db: database.query,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
