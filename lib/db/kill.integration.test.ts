import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { openSqliteForTest } from '@/lib/testing/database'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { addLedgerJobs, expireLeases, kill, openLedger } from '@/lib/testing/ledger'

const KILLS = areFaultsLong ? 50 : 4
/** A job that took its worker down twenty times is given up, so there have to be others. */
const ROUNDS_PER_JOBS = 10
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

it('a SQLite file is whole after kill -9 at any moment of writing', { timeout: 180_000 }, async () => {
  const { database: db, location, close } = await openSqliteForTest()
  closing.push(close)
  const ledger = openLedger({ ...location, itemMs: 0 })
  closing.push(() => ledger.close())
  let whole = 0
  for (let round = 0; round < KILLS; round += 1) {
    if (round % ROUNDS_PER_JOBS === 0) await addLedgerJobs(db, { jobs: 8, items: 2_000 })
    const before = await closedItems(db)
    const worker = await ledger.start()
    while ((await closedItems(db)) === before) await sleep(10)
    await sleep(Math.random() * 200)
    await kill(worker)
    await expireLeases(db, worker.pid)

    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db.query)
    expect(rows).toEqual([{ integrity_check: 'ok' }])
    expect((await sql`pragma foreign_key_check`.execute(db.query)).rows).toEqual([])
    // What was counted and what was closed and what was audited agree: all of a transaction is there or nothing.
    // Of a job that has ended the closed items are gone.
    const done = sql<number>`coalesce(sum(done), 0)`.as('done')
    const open = db.query.selectFrom('job').select(done).where('finished_at', 'is', null)
    expect(await open.executeTakeFirst()).toEqual({ done: await closedItems(db) })
    const all = await db.query.selectFrom('job').select(done).executeTakeFirstOrThrow()
    const audited = await db.query
      .selectFrom('audit_event')
      .select((eb) => eb.fn.countAll<number>().as('done'))
      .where('type', '=', 'sync.finished')
      .executeTakeFirst()
    expect(audited).toEqual(all)
    whole += 1
  }
  holdFigure({
    id: 'F17',
    held: `whole after ${KILLS} kills`,
    measured: `${whole} times`,
    isMet: whole === KILLS,
  })
})

async function closedItems(db: Awaited<ReturnType<typeof openSqliteForTest>>['database']): Promise<number> {
  const row = await db.query
    .selectFrom('job_item')
    .select((eb) => eb.fn.countAll<number>().as('closed'))
    .where('state', '=', 'done')
    .executeTakeFirst()
  return row?.closed ?? 0
}
