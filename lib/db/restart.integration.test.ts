import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { announce } from '@/lib/changes/announce'
import { ChangeFeed } from '@/lib/changes/feed'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { silentLog } from '@/lib/core/log'
import { enqueue } from '@/lib/jobs/store/queue'
import { startWorker } from '@/lib/jobs/worker'
import { buildContext } from '@/lib/testing/context'
import { startDurableCluster } from '@/lib/testing/durable-cluster'
import { findBinaries } from '@/lib/testing/postgres-setup'
import { closeDatabase, type Database, openDatabase } from './connection'
import { migrate } from './migrate'
import { transaction } from './transaction'

const binaries = findBinaries()
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function startWorld(directory: string, databaseUrl: string) {
  const db = openDatabase({ databaseUrl, dataDir: directory })
  await migrate(db)
  closing.push(() => closeDatabase(db))
  const done: string[] = []
  const worker = startWorker({
    context: () => buildContext({ db }),
    handlers: {
      note: async (_ctx, { job }) => {
        done.push(job.id)
        return { status: 'succeeded', problemCode: null }
      },
    },
    pollMs: 50,
  })
  closing.push(() => worker.stop())
  const feed = new ChangeFeed({ db, log: silentLog, pollMs: 100 })
  const heard: number[] = []
  const { ready } = feed.listen({ owner: 'test', hear: () => heard.push(performance.now()), end: () => {} })
  closing.push(async () => feed.close())
  await ready
  return { db, done, heard }
}

const addJob = (db: Database) => {
  const id = newId('job')
  return transaction(db, async (tx) => {
    await announce(tx, { topic: 'registries' })
    const job = { kind: 'note', registryId: null, input: {}, dedupeKey: null, createdBy: 'test' }
    return enqueue(tx, { id, ...job, createdAt: Date.now() })
  })
}

describe.skipIf(binaries === null)('a PostgreSQL that is restarted without warning', () => {
  it('keeps what was acknowledged, is away for seconds only, and takes nobody down with it', async () => {
    if (binaries === null) return
    const { directory, databaseUrl, crash, stop } = await startDurableCluster(binaries)
    closing.push(stop)
    const { db, done, heard } = await startWorld(directory, databaseUrl)

    const acknowledged: string[] = []
    const failures: { readonly at: number; readonly error: unknown }[] = []
    let isOver = false
    const load = Promise.all(
      Array.from({ length: 6 }, async () => {
        while (!isOver) {
          try {
            acknowledged.push(await addJob(db))
          } catch (error) {
            failures.push({ at: performance.now(), error })
          }
          await sleep(20)
        }
      }),
    )
    await sleep(700)
    await crash()
    const restartedAt = performance.now()
    const before = acknowledged.length
    while (acknowledged.length < before + 20 && performance.now() - restartedAt < 15_000) await sleep(50)
    isOver = true
    await load

    expect(failures.length).toBeGreaterThan(0)
    for (const { error } of failures) {
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({ code: 'database-busy', status: 503 })
    }
    const times = failures.map(({ at }) => at)
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(10_000)

    while (done.length < acknowledged.length && performance.now() - restartedAt < 40_000) await sleep(50)
    const kept = await db.query.selectFrom('job').select('id').execute()
    const ids = new Set(kept.map(({ id }) => id))
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    expect(new Set(done)).toEqual(ids)
    expect(heard.some((at) => at > restartedAt)).toBe(true)
  })
})
