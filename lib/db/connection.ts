import 'server-only'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { AssayPostgresDialect, PostgresServer } from './dialects/postgres'
import { SqliteDialect } from './dialects/sqlite/dialect'
import { SqliteFile } from './dialects/sqlite/file'
import type { Schema } from './schema'

/** The one connection pool of this process, and which of the two databases is behind it. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres'
  readonly query: Kysely<Schema>
  /** The same database for what can be fetched again: its commits do not wait for the disk. */
  readonly rebuildable: Kysely<Schema>
  /** Closes what must be closed while a process exits and nothing can be waited for. */
  readonly closeNow: () => void
}

export interface DatabaseLocation {
  /** `postgres://…`; absent for SQLite. */
  readonly databaseUrl?: string | undefined
  /** Absolute directory of the SQLite file. */
  readonly dataDir: string
}

/** What a store reads and writes with: the database itself or a transaction of it. */
export type Executor = Kysely<Schema>

const SQLITE_FILE = 'assay.sqlite'

declare global {
  var assayDatabases: Map<string, Database> | undefined
}

/**
 * The database at a location, the same one for each call, so that reloaded modules share it.
 * Nothing is connected or created before the first query.
 */
export function openDatabase(location: DatabaseLocation): Database {
  const opened = globalThis.assayDatabases ?? keepOpened()
  const key = location.databaseUrl ?? location.dataDir
  const kept = opened.get(key)
  if (kept !== undefined) return kept

  const database = connect(location)
  opened.set(key, database)
  return database
}

function keepOpened(): Map<string, Database> {
  const opened = new Map<string, Database>()
  globalThis.assayDatabases = opened
  process.once('exit', () => {
    for (const database of opened.values()) database.closeNow()
  })
  return opened
}

/** Ends every connection; the next `openDatabase` connects anew. */
export async function closeDatabase(database: Database): Promise<void> {
  for (const [key, kept] of globalThis.assayDatabases ?? []) {
    if (kept === database) globalThis.assayDatabases?.delete(key)
  }
  await database.query.destroy()
  await database.rebuildable.destroy()
}

function connect({ databaseUrl, dataDir }: DatabaseLocation): Database {
  if (databaseUrl !== undefined && databaseUrl !== '') return connectPostgres(databaseUrl)
  return connectSqlite(() => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return join(dataDir, SQLITE_FILE)
  })
}

function connectPostgres(databaseUrl: string): Database {
  const server = new PostgresServer(databaseUrl)
  return {
    dialect: 'postgres',
    query: new Kysely({ dialect: new AssayPostgresDialect(server, 'full') }),
    rebuildable: new Kysely({ dialect: new AssayPostgresDialect(server, 'rebuildable') }),
    closeNow() {},
  }
}

function connectSqlite(path: () => string): Database {
  const file = new SqliteFile(path)
  return {
    dialect: 'sqlite',
    query: new Kysely({ dialect: new SqliteDialect(file, 'full') }),
    rebuildable: new Kysely({ dialect: new SqliteDialect(file, 'rebuildable') }),
    closeNow: () => file.close(),
  }
}
