import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'

export type DatabaseKind = 'SQLite' | 'PostgreSQL'

/** An empty database, which the server will migrate, and our own look into it. */
export interface EmptyDatabase {
  readonly database: Database
  readonly dataDir: string
  readonly databaseUrl?: string
  stop(): Promise<void>
}

/** A new database; on PostgreSQL its address carries a password, which the server trusts and never checks. */
export async function makeDatabase(kind: DatabaseKind, password: string): Promise<EmptyDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-bad-input-'))
  const location = kind === 'SQLite' ? { dataDir } : { dataDir, databaseUrl: await createDatabase(password) }
  const database = openDatabase(location)
  return {
    database,
    ...location,
    stop: async () => {
      await closeDatabase(database)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Left to the end of the run's PostgreSQL, which is thrown away with everything in it. */
async function createDatabase(password: string): Promise<string> {
  const server = inject('postgres')
  if (server === null) throw new Error('PostgreSQL is not installed.')
  const name = `bad_input_${randomBytes(8).toString('hex')}`
  const urlOf = (database: string) =>
    `postgresql://assay:${password}@${encodeURIComponent(server.socketDir)}:${server.port}/${database}`
  const client = new pg.Client({ connectionString: urlOf('postgres') })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return urlOf(name)
}
