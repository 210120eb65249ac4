import { readdirSync, readFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { eachDatabase, openSqliteForTest } from '@/lib/testing/database'
import type { Database } from './connection'
import { isUniqueViolation } from './dialects/errors'
import { databaseNow } from './dialects/features'
import { migrate } from './migrate'
import { transaction } from './transaction'

const setting = (key: string) => ({ key, value: 'v', updated_at: 1 })

eachDatabase('the database', (open) => {
  it('has exactly the tables and columns its types speak of', async () => {
    const db = await open()

    const tables = await db.query.introspection.getTables()
    const found = tables
      .filter((table) => !table.name.startsWith('schema_migration'))
      .map((table) => [table.name, table.columns.map((column) => column.name).sort()])

    expect(Object.fromEntries(found)).toEqual(declaredColumns())
  })

  it('migrates once when two start together', async () => {
    const db = await open()
    await Promise.all([migrate(db), migrate(db)])
    const applied = await db.query.introspection.getTables()
    expect(applied.length).toBeGreaterThan(10)
  })

  it('undoes everything when work in a transaction throws', async () => {
    const db = await open()
    const failing = transaction(db, async (tx) => {
      await tx.insertInto('setting').values(setting('a')).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await db.query.selectFrom('setting').selectAll().execute()).toEqual([])
  })

  it('reads what was committed while a transaction is open', async () => {
    const db = await open()
    await transaction(db, async (tx) => {
      await tx.insertInto('setting').values(setting('a')).execute()
      expect(await db.query.selectFrom('setting').select('key').execute()).toEqual([])
    })
    expect(await db.query.selectFrom('setting').select('key').execute()).toEqual([{ key: 'a' }])
  })

  it('lets the process do other things while a transaction of many statements goes on', async () => {
    const db = await open()
    const turns = await countTurns(addMany(db, 2_000), () => {})
    expect(turns).toBeGreaterThan(5)
  })

  it('tells a repeated key from other failures', async () => {
    const db = await open()
    await db.query.insertInto('setting').values(setting('a')).execute()
    const again = db.query.insertInto('setting').values(setting('a')).execute()
    await expect(again).rejects.toSatisfy(isUniqueViolation)
  })

  it('reads 64-bit integers and its own clock as numbers', async () => {
    const db = await open()
    const at = Date.now()
    await db.query.insertInto('setting').values({ key: 'a', value: 'v', updated_at: at }).execute()
    const row = await db.query
      .selectFrom('setting')
      .select(['updated_at', databaseNow(db.dialect).as('now')])
      .executeTakeFirstOrThrow()
    expect(row.updated_at).toBe(at)
    expect(Math.abs(row.now - at)).toBeLessThan(10_000)
  })

  it('sorts text bytewise', async () => {
    const db = await open()
    for (const key of ['b', 'B', 'a_', 'a-', 'a']) {
      await db.query.insertInto('setting').values(setting(key)).execute()
    }
    const rows = await db.query.selectFrom('setting').select('key').orderBy('key').execute()
    expect(rows.map((row) => row.key)).toEqual(['B', 'a', 'a-', 'a_', 'b'])
  })
})

describe('a transaction on SQLite in a process that has much else to do', () => {
  it('gives way for half a second at most, for others wait to write', async () => {
    const { database, close } = await openSqliteForTest()
    const turns = await countTurns(addMany(database, 6_000), () => busyFor(100))
    expect(turns).toBeLessThan(10)
    await close()
  })
})

describe('SQLite held by another process', () => {
  it('waits for writes five seconds, goes on reading, and then says that it is busy', async () => {
    const { database, location, close } = await openSqliteForTest()
    const { openHandle } = await import('./dialects/sqlite/native')
    const other = openHandle(`${location.dataDir}/assay.sqlite`)
    other.exec('begin immediate')

    const write = database.query.insertInto('setting').values(setting('a')).execute()
    const refused = expect(write).rejects.toMatchObject({ code: 'database-busy', status: 503 })
    expect(await database.query.selectFrom('setting').selectAll().execute()).toEqual([])
    await refused

    other.exec('rollback')
    other.close()
    await database.query.insertInto('setting').values(setting('a')).execute()
    await close()
  })
})

/** One transaction of so many statements. */
async function addMany(db: Database, count: number): Promise<void> {
  await transaction(db, async (tx) => {
    for (let n = 0; n < count; n += 1) {
      await tx
        .insertInto('setting')
        .values(setting(`a${n}`))
        .execute()
    }
  })
}

/** How many turns the process gets while work goes on. */
async function countTurns(work: Promise<void>, inTurn: () => void): Promise<number> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  let turns = 0
  for (; !isDone; turns += 1) {
    await nextTurn()
    inTurn()
  }
  await done
  return turns
}

function busyFor(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

/** Reads the interfaces of the tables as text, so that the types and the tables cannot drift apart. */
function declaredColumns(): Record<string, string[]> {
  const tables = readdirSync(new URL('./tables/', import.meta.url)).map((file) => `tables/${file}`)
  const source = ['schema.ts', ...tables]
    .map((file) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'))
    .join('\n')
  const columnsOf = (name: string) => {
    const body = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? ''
    return [...body.matchAll(/^ {2}(\w+): (.+)$/gm)]
  }
  return Object.fromEntries(
    columnsOf('Schema').map(([, table = '', type = '']) => [
      table,
      columnsOf(type)
        .map(([, column = '']) => column)
        .sort(),
    ]),
  )
}
