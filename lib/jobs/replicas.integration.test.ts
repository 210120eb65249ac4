import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, inject, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { openPostgresForTest } from '@/lib/testing/database'
import { addLedgerJobs, expireLeases, kill, openLedger } from '@/lib/testing/ledger'

const SLOTS = 4
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function world(itemMs: number) {
  const { database: db, location, close } = await openPostgresForTest()
  closing.push(close)
  const ledger = openLedger({ ...location, itemMs })
  closing.push(() => ledger.close())
  return { db, ledger }
}

const doneOf = async (db: Database): Promise<number> => {
  const jobs = await db.query.selectFrom('job').select('done').execute()
  return jobs.reduce((sum, { done }) => sum + done, 0)
}

async function untilDone(db: Database, count: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if ((await doneOf(db)) >= count) return
    await sleep(50)
  }
  throw new Error(`Only ${await doneOf(db)} of ${count} items came to their end.`)
}

const untilFinished = async (db: Database): Promise<void> => {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const open = await db.query.selectFrom('job').select('id').where('finished_at', 'is', null).execute()
    if (open.length === 0) return
    await sleep(50)
  }
  throw new Error('Some jobs never finished.')
}

/** Every item has exactly one audit row. */
async function expectAuditedOnce(db: Database, items: number): Promise<void> {
  const rows = await db.query
    .selectFrom('audit_event')
    .select((eb) => ['resource', eb.fn.countAll<number>().as('times')])
    .where('type', '=', 'sync.finished')
    .groupBy('resource')
    .execute()
  expect(rows).toHaveLength(items)
  expect(rows.filter(({ times }) => times !== 1)).toEqual([])
}

describe.skipIf(inject('postgres') === null)('two replicas on one PostgreSQL', () => {
  it('lose nothing and write nothing twice while one of them is killed again and again', async () => {
    const { db, ledger } = await world(5)
    const [jobs, items, kills] = [20, 25, 3]
    await addLedgerJobs(db, { jobs, items })
    const workers = [await ledger.start(), await ledger.start()]
    for (let round = 0; round < kills; round += 1) {
      await untilDone(db, (round + 1) * 80)
      const victim = workers[round % 2]
      if (victim === undefined) throw new Error('There is no worker to kill.')
      await kill(victim)
      await expireLeases(db, victim.pid)
      workers[round % 2] = await ledger.start()
    }
    await untilFinished(db)

    expect(await doneOf(db)).toBe(jobs * items)
    const ended = await db.query.selectFrom('job').select(['status', 'done', 'total', 'failed']).execute()
    expect(ended.every(({ status, done, total }) => status === 'succeeded' && done === total)).toBe(true)
    await expectAuditedOnce(db, jobs * items)
    const effects = ledger.effects()
    expect(new Set(effects).size).toBe(jobs * items)
    expect(effects.length - jobs * items).toBeLessThanOrEqual(SLOTS * kills)
  })

  it('refuse what a frozen one still wants to write after its lease is gone', async () => {
    const { db, ledger } = await world(150)
    await addLedgerJobs(db, { jobs: 1, items: 20 })
    const frozen = await ledger.start()
    await untilDone(db, 3)
    frozen.kill('SIGSTOP')
    await expireLeases(db, frozen.pid)
    await ledger.start()
    await untilDone(db, 8)
    frozen.kill('SIGCONT')
    await untilFinished(db)
    await sleep(500)

    expect(await db.query.selectFrom('job').select(['status', 'done', 'failed', 'fence']).execute()).toEqual([
      { status: 'succeeded', done: 20, failed: 0, fence: 2 },
    ])
    await expectAuditedOnce(db, 20)
    // The one item it was at when it froze; nothing of it was written.
    expect(ledger.effects().length).toBeLessThanOrEqual(22)
  })
})
