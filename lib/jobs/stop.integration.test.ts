import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/connection'
import { databaseNow } from '@/lib/db/dialects/features'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase, openPostgresForTest } from '@/lib/testing/database'
import { until } from '@/lib/testing/until'
import type { JobHandler } from './handler'
import { enqueue } from './store/queue'
import { startWorker } from './worker'

/** So long that the lease would be kept up once more, after the job was given back. */
const HELD_MS = 3_000
const TOLD_WITHIN_MS = 500
const ORPHANED_MS = 2_000
/** As often as a job is tried at all. */
const ROUNDS = 20
/** Time enough for a worker to look and to come to where it waits. */
const LOOKED_MS = 500

const queue = (db: Pick<Database, 'query'>, id = newId('job')) =>
  enqueue(db.query, {
    id,
    kind: 'test',
    registryId: null,
    input: {},
    dedupeKey: null,
    createdBy: 'test',
    createdAt: Date.now(),
  })

/** Runs until it is told to end, and writes down what was run and when it was told. */
function worker(db: Database) {
  const runs: string[] = []
  const toldAt: number[] = []
  const handler: JobHandler = async (ctx, { job }) => {
    runs.push(job.id)
    ctx.signal.addEventListener('abort', () => toldAt.push(performance.now()))
    await sleep(60_000, undefined, { signal: ctx.signal })
    return { status: 'succeeded', problemCode: null }
  }
  const { stop } = startWorker({
    context: () => buildContext({ db }),
    handlers: { test: handler },
    pollMs: 1,
  })
  return { runs, toldAt, stop }
}

/** Keeps everybody else from writing to a table; on SQLite to any. Answers once it does. */
async function holdWriter(db: Database, table: 'job' | 'change'): Promise<{ letGo: () => Promise<void> }> {
  const ending = new EventEmitter()
  const over = once(ending, 'over')
  let holding: Promise<void> = Promise.resolve()
  await new Promise<void>((held, fail) => {
    holding = transaction(db, async (tx) => {
      if (db.dialect === 'postgres') await sql`lock table ${sql.table(table)} in exclusive mode`.execute(tx)
      held()
      await over
    })
    holding.catch(fail)
  })
  const letGo = () => {
    ending.emit('over')
    return holding
  }
  return { letGo }
}

/** A job of a worker that fell silent: free in two seconds, also while nobody can write. */
async function addOrphan(db: Database): Promise<string> {
  const id = newId('job')
  await transaction(db, async (tx) => {
    await queue({ query: tx }, id)
    await tx
      .updateTable('job')
      .set({
        status: 'running',
        owner: 'gone',
        lease_until: sql<number>`${databaseNow(db.dialect)} + ${ORPHANED_MS}`,
      })
      .where('id', '=', id)
      .execute()
  })
  return id
}

const rowOf = (db: Database, id: string) =>
  db.query
    .selectFrom('job')
    .select(['fence', 'lease_until', 'owner', 'status'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

eachDatabase('a worker that stops', (open) => {
  it('tells its jobs at once while somebody else writes, and takes none any more', {
    timeout: 20_000,
  }, async () => {
    const db = await open()
    const own = await queue(db)
    const { runs, toldAt, stop } = worker(db)
    await until(async () => runs.length === 1)
    const orphan = await addOrphan(db)
    const { letGo } = await holdWriter(db, 'job')
    await sleep(ORPHANED_MS + LOOKED_MS)

    const stoppedAt = performance.now()
    const stopped = stop()
    setTimeout(letGo, HELD_MS)
    await stopped

    expect((toldAt[0] ?? Number.POSITIVE_INFINITY) - stoppedAt).toBeLessThan(TOLD_WITHIN_MS)
    expect(performance.now() - stoppedAt).toBeGreaterThan(HELD_MS - 100)
    expect(runs).toEqual([own])
    expect(await rowOf(db, own)).toMatchObject({ fence: 1, owner: null, lease_until: 0 })
    expect(await rowOf(db, orphan)).toMatchObject({ fence: 0, owner: 'gone' })
  })

  it('never takes again what its own job gave back', { timeout: 60_000 }, async () => {
    const db = await open()
    const id = await queue(db)
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { runs, stop } = worker(db)
      await until(async () => runs.length === 1)
      await stop()
      expect(await rowOf(db, id)).toMatchObject({ fence: round, owner: null, lease_until: 0 })
      await db.query.updateTable('job').set({ status: 'queued' }).where('id', '=', id).execute()
    }
  })
})

/** Whether somebody waits to write to the table of changes. */
async function isAwaited(db: Database): Promise<boolean> {
  const waiting = sql`select 1 from pg_locks where not granted and relation = 'change'::regclass`
  return (await waiting.execute(db.query)).rows.length > 0
}

describe.skipIf(inject('postgres') === null)('a worker that stops while it takes a job on PostgreSQL', () => {
  it('gives that back without running it', { timeout: 20_000 }, async () => {
    const { database: db, close } = await openPostgresForTest()
    onTestFinished(close)
    const id = await queue(db)
    // Taking a job is announced: the one who takes it waits there, past the last look at whether it is to stop.
    const { letGo } = await holdWriter(db, 'change')
    const { runs, stop } = worker(db)
    await until(() => isAwaited(db))
    const stopped = stop()
    await letGo()
    await stopped

    expect(runs).toEqual([])
    expect(await rowOf(db, id)).toMatchObject({ fence: 1, status: 'running', owner: null, lease_until: 0 })
  })
})
