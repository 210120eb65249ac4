import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { record } from '@/lib/audit/record'
import { verifyChain } from '@/lib/audit/verify-chain'
import { toProblem } from '@/lib/server/problem'
import { buildContext } from '@/lib/testing/context'
import { openSqliteForTest } from '@/lib/testing/database'
import { transaction } from './transaction'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function start() {
  const { database: db, location, close } = await openSqliteForTest()
  closing.push(close)
  const ctx = buildContext({ db })
  const write = (resource: string) =>
    transaction(db, (tx) =>
      record(ctx, tx, { type: 'user.changed', resource, facts: { filler: 'x'.repeat(8_000) } }),
    )
  return { db, location, write }
}

it('says on a full disk that it is busy, goes on reading, and recovers by itself', async () => {
  const { db, write } = await start()
  const { rows } = await sql<{ page_count: number }>`select page_count from pragma_page_count()`.execute(
    db.query,
  )
  await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 40}`).execute(db.query)

  let written = 0
  const failure = await (async () => {
    for (;;) {
      await write(`before-${written}`)
      written += 1
    }
  })().catch((error: unknown) => error)
  expect(toProblem(failure, 'req_1')).toMatchObject({ status: 503, code: 'database-busy', retryAfter: 5 })
  expect(written).toBeGreaterThan(0)
  await expect(write('still full')).rejects.toMatchObject({ code: 'database-busy' })
  expect(await verifyChain(db)).toMatchObject({ kind: 'whole', rows: written })

  await sql.raw('pragma max_page_count = 1000000').execute(db.query)
  await write('after')
  expect(await verifyChain(db)).toMatchObject({ kind: 'whole', rows: written + 1 })
})

it('waits five seconds for another process that locks the database, then says so, and loses nothing', async () => {
  const { db, location, write } = await start()
  await write('first')
  const holder = spawn(process.execPath, ['-e', HOLD, `${location.dataDir}/assay.sqlite`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  closing.push(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')

  const startedAt = performance.now()
  await expect(write('refused')).rejects.toMatchObject({ code: 'database-busy', retryAfterSeconds: 5 })
  const waitedMs = performance.now() - startedAt
  expect(waitedMs).toBeGreaterThan(4_000)
  expect(waitedMs).toBeLessThan(7_900)
  expect(await db.query.selectFrom('audit_event').select('resource').execute()).toEqual([
    { resource: 'first' },
  ])

  await once(holder, 'exit')
  await write('second')
  expect(await verifyChain(db)).toMatchObject({ kind: 'whole', rows: 2 })
})

/** Another process that holds the write lock for eight seconds. */
const HOLD = `
const path = process.argv[1]
const builtIn = process.getBuiltinModule('node:sqlite')
const database = builtIn ? new builtIn.DatabaseSync(path) : new (require('better-sqlite3'))(path)
database.exec('begin exclusive')
console.log('held')
setTimeout(() => { database.exec('commit'); database.close() }, 8000)
`
