import { sql } from 'kysely'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { openPostgresForTest } from '@/lib/testing/database'
import type { Database } from '../connection'
import { insertRows } from '../insert-rows'
import { vacuumGrownTables } from './grown-tables'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(): Promise<Database> {
  const { database, close } = await openPostgresForTest()
  closing.push(close)
  return database
}

async function addSettings(db: Database, kind: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({ key: `${kind}${n}`, value: 'v', updated_at: 1 }))
  await insertRows(db.query, 'setting', { rows, conflict: ['key'] })
}

/** How many rows the planner believes a table to have; -1 before anybody looked. */
async function readBelief(db: Database): Promise<number | undefined> {
  const { rows } = await sql<{ rows: number }>`
    select reltuples::int as rows from pg_class where oid = 'setting'::regclass
  `.execute(db.query)
  return rows[0]?.rows
}

describe.skipIf(inject('postgres') === null)("the planner's picture of a table", () => {
  it('is that of the moment once the table grew', async () => {
    const db = await open()
    await addSettings(db, 'a', 5_000)
    expect(await readBelief(db)).toBe(-1)

    await vacuumGrownTables(db, { tables: ['setting'] })

    expect(await readBelief(db)).toBe(5_000)
  })

  it('is left as it is while the table hardly grows', async () => {
    const db = await open()
    await addSettings(db, 'a', 5_000)
    await vacuumGrownTables(db, { tables: ['setting'] })
    await addSettings(db, 'b', 100)

    await vacuumGrownTables(db, { tables: ['setting'] })

    expect(await readBelief(db)).toBe(5_000)
  })

  it('is nothing of ours where the table is not', async () => {
    const db = await open()
    await addSettings(db, 'a', 5_000)

    await vacuumGrownTables(db, { tables: ['tag'] })

    expect(await readBelief(db)).toBe(-1)
  })
})
