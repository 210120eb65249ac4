import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/connection'
import { buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import type { JobHandler } from './handler'
import { findJob } from './store/jobs'
import { addItems, closeItems, listOpenItems } from './store/progress'
import { enqueue } from './store/queue'
import { cancelJob } from './use-cases/cancel-job'
import { listJobs } from './use-cases/list-jobs'
import { retryJob } from './use-cases/retry-job'
import { startWorker } from './worker'

const queue = (db: Database, dedupeKey: string | null = null) =>
  enqueue(db.query, {
    id: newId('job'),
    kind: 'test',
    registryId: null,
    input: {},
    dedupeKey,
    createdBy: 'test',
    createdAt: Date.now(),
  })

async function untilStatus(db: Database, id: string, statuses: readonly string[]) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const job = await findJob(db.query, id)
    if (job !== undefined && statuses.includes(job.status)) return job
    await sleep(50)
  }
  throw new Error(`The job never became ${statuses.join(' or ')}.`)
}

const workOf = (db: Database, handler: JobHandler) =>
  startWorker({ context: () => buildContext({ db }), handlers: { test: handler }, pollMs: 20 })

const untilAborted: JobHandler = async (ctx) => {
  await sleep(60_000, undefined, { signal: ctx.signal })
  return { status: 'succeeded', problemCode: null }
}

eachDatabase('a worker', (open) => {
  it('runs each job once, however many workers there are', async () => {
    const db = await open()
    const runs: string[] = []
    const handler: JobHandler = async (_ctx, { job }) => {
      runs.push(job.id)
      await sleep(10)
      return { status: 'succeeded', problemCode: null }
    }
    const ids = await Promise.all(Array.from({ length: 12 }, () => queue(db)))
    const workers = [workOf(db, handler), workOf(db, handler), workOf(db, handler)]
    for (const id of ids) await untilStatus(db, id, ['succeeded'])
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(runs.toSorted()).toEqual(ids.toSorted())
  })

  it('sees a request to cancel within two seconds', async () => {
    const db = await open()
    const worker = workOf(db, untilAborted)
    const id = await queue(db)
    await untilStatus(db, id, ['running'])

    const askedAt = Date.now()
    const answer = await cancelJob(buildContext({ db }), { job: id })
    expect(answer.status).toBe('cancelling')
    await untilStatus(db, id, ['cancelled'])
    expect(Date.now() - askedAt).toBeLessThan(4000)

    await expect(cancelJob(buildContext({ db }), { job: id })).rejects.toMatchObject({ code: 'job-finished' })
    await worker.stop()
  })

  it('gives its jobs back when it stops, for another to take at once', async () => {
    const db = await open()
    const first = workOf(db, untilAborted)
    const id = await queue(db)
    await untilStatus(db, id, ['running'])
    await first.stop()

    const second = workOf(db, async () => ({ status: 'succeeded', problemCode: null }))
    expect(await untilStatus(db, id, ['succeeded'])).toMatchObject({ fence: 2 })
    await second.stop()
  })

  it('ends a job that throws as failed and goes on', async () => {
    const db = await open()
    const worker = workOf(db, async () => {
      throw new Error('unforeseen')
    })
    const id = await queue(db)
    expect(await untilStatus(db, id, ['failed'])).toMatchObject({ problem_code: 'internal' })
    await worker.stop()
  })

  it('joins the job under way of the same key, and starts anew once it is over', async () => {
    const db = await open()
    const [one, two] = [await queue(db, 'k'), await queue(db, 'k')]
    expect(two).toBe(one)
    await cancelJob(buildContext({ db }), { job: one })
    expect(await queue(db, 'k')).not.toBe(one)
  })

  it('does once more what of a job failed, and no more', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    const seen: string[][] = []
    const worker = workOf(db, async (_ctx, { job, hold }) => {
      if (job.total === null) await addItems(db.query, hold, { keys: ['a', 'b', 'c'], at: Date.now() })
      const keys = await listOpenItems(db.query, job.id)
      seen.push([...keys])
      const isFirst = seen.length === 1
      const results = keys.map((key) => ({
        key,
        state: isFirst && key === 'b' ? ('failed' as const) : ('done' as const),
        problemCode: isFirst && key === 'b' ? ('upstream-error' as const) : null,
      }))
      await closeItems(db.query, hold, { results, at: Date.now() })
      return { status: isFirst ? 'partial' : 'succeeded', problemCode: null }
    })
    const id = await queue(db)
    await untilStatus(db, id, ['partial'])
    const again = await retryJob(ctx, { job: id })
    expect(await untilStatus(db, again, ['succeeded'])).toMatchObject({ total: 1, done: 1, failed: 0 })
    expect(seen).toEqual([['a', 'b', 'c'], ['b']])
    await expect(retryJob(ctx, { job: again })).rejects.toMatchObject({ code: 'conflict' })
    await worker.stop()
  })

  it('says who is next, and shows what one looks for', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    const [first, second] = [await queue(db), await queue(db)]
    const active = await listJobs(ctx, { limit: 10, state: 'active' })
    const positions = new Map(active.items.map((job) => [job.id, job.queuePosition]))
    expect([positions.get(first), positions.get(second)].toSorted()).toEqual([1, 2])
    expect((await listJobs(ctx, { limit: 10, state: 'finished' })).total).toBe(0)
    expect((await listJobs(ctx, { limit: 10, kind: 'crawl' })).total).toBe(0)
  })

  it('lets a viewer look and not cancel', async () => {
    const db = await open()
    const id = await queue(db)
    const ctx = buildContext({ db, actor: viewerActor })
    const page = await listJobs(ctx, { limit: 10 })
    expect(page.items).toMatchObject([{ id, canCancel: { allowed: false } }])
    await expect(cancelJob(ctx, { job: id })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
