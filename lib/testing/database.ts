import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, inject } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'

export type OpenTestDatabase = () => Promise<Database>

/**
 * Describes a guarantee once for SQLite and once for PostgreSQL. Each `open()` gives a new, migrated
 * database, which is closed and removed after the test.
 */
export function eachDatabase(name: string, describeOn: (open: OpenTestDatabase) => void): void {
  describe(`${name} on SQLite`, () => describeOn(closing(openSqliteForTest)))
  describe.skipIf(inject('postgres') === null)(`${name} on PostgreSQL`, () =>
    describeOn(closing(openPostgresForTest)),
  )
}

/** As `eachDatabase`, but each `open()` gives a database without any table. */
export function eachOldDatabase(name: string, describeOn: (open: OpenTestDatabase) => void): void {
  describe(`${name} on SQLite`, () => describeOn(closing(makeSqlite)))
  describe.skipIf(inject('postgres') === null)(`${name} on PostgreSQL`, () =>
    describeOn(closing(makePostgres)),
  )
}

interface OpenedDatabase {
  readonly database: Database
  /** What a second process opens it by. */
  readonly location: { readonly databaseUrl?: string; readonly dataDir: string }
  readonly close: () => Promise<void>
}

/** A new SQLite file of its own directory; the caller closes it. */
export async function openSqliteForTest(): Promise<OpenedDatabase> {
  const opened = await makeSqlite()
  await migrate(opened.database)
  return opened
}

async function makeSqlite(): Promise<OpenedDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-sqlite-'))
  const location = { dataDir }
  const database = openDatabase(location)
  const close = async () => {
    await closeDatabase(database)
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { database, location, close }
}

/** A new database in the run's PostgreSQL; the caller closes it. */
export async function openPostgresForTest(): Promise<OpenedDatabase> {
  const opened = await makePostgres()
  await migrate(opened.database)
  return opened
}

async function makePostgres(): Promise<OpenedDatabase> {
  const server = inject('postgres')
  if (server === null) throw new Error('PostgreSQL is not installed.')
  const name = `test_${randomBytes(8).toString('hex')}`
  const urlOf = (database: string) =>
    `postgresql://assay@${encodeURIComponent(server.socketDir)}:${server.port}/${database}`
  await administer(urlOf('postgres'), `create database ${name}`)

  const location = { databaseUrl: urlOf(name), dataDir: tmpdir() }
  const database = openDatabase(location)
  const close = async () => {
    await closeDatabase(database)
    await administer(urlOf('postgres'), `drop database ${name} with (force)`)
  }
  return { database, location, close }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function closing(openOne: () => Promise<OpenedDatabase>): OpenTestDatabase {
  const opened: OpenedDatabase[] = []
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
  })
  return async () => {
    const one = await openOne()
    opened.push(one)
    return one.database
  }
}
