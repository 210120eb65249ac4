import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/connection'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addNamedRegistry } from '@/lib/testing/index-fixture'
import { until } from '@/lib/testing/until'
import type { JobHandler } from './handler'
import { enqueue } from './store/queue'
import { startWorker } from './worker'

/** Time enough for a worker to take more, if it did. */
const LOOKED_MS = 500
const HUNG = 'reg_hung'
const HEALTHY = 'reg_healthy'

let queuedAt = Date.now()
const queue = (db: Database, registryId: string | null) => {
  queuedAt += 1
  const job = { id: newId('job'), kind: 'test', registryId, input: {}, dedupeKey: null, createdBy: 'test' }
  return enqueue(db.query, { ...job, createdAt: queuedAt })
}

/** A worker whose jobs run until they are let go, one by one. */
async function working(db: Database, slots: number) {
  for (const name of ['hung', 'healthy']) await addNamedRegistry(db, name, 'http://127.0.0.1:1')
  const running: { readonly registry: string | null; readonly end: AbortController }[] = []
  const handler: JobHandler = async (ctx, { job }) => {
    const run = { registry: job.registry_id, end: new AbortController() }
    running.push(run)
    await sleep(60_000, undefined, { signal: AbortSignal.any([run.end.signal, ctx.signal]) }).catch(() => {})
    running.splice(running.indexOf(run), 1)
    return { status: 'succeeded', problemCode: null }
  }
  const start = () => {
    const context = () => buildContext({ db })
    return startWorker({ context, handlers: { test: handler }, slots, pollMs: 20 })
  }
  const of = (registry: string | null) => running.filter((run) => run.registry === registry)
  return { running, of, start }
}

eachDatabase('the slots of a worker', (open) => {
  it('go to one registry by half, however much waits for it, and to the others the rest', async () => {
    const db = await open()
    const { running, of, start } = await working(db, 4)
    for (let number = 0; number < 6; number += 1) await queue(db, HUNG)
    const { stop } = start()
    await until(async () => of(HUNG).length === 2)
    await sleep(LOOKED_MS)
    expect(running).toHaveLength(2)

    await queue(db, HEALTHY)
    await queue(db, null)
    await until(async () => of(HEALTHY).length === 1 && of(null).length === 1)
    expect(of(HUNG)).toHaveLength(2)

    of(HEALTHY)[0]?.end.abort()
    of(HUNG)[0]?.end.abort()
    await until(async () => running.length === 3)
    await sleep(LOOKED_MS)
    expect([of(HUNG).length, of(HEALTHY).length, of(null).length]).toEqual([2, 0, 1])
    await stop()
  })

  it('are all there for work on no registry', async () => {
    const db = await open()
    const { of, start } = await working(db, 4)
    for (const registry of [HUNG, HUNG, null, null, null]) await queue(db, registry)
    const { stop } = start()
    await until(async () => of(HUNG).length === 2 && of(null).length === 2)
    for (const { end } of of(HUNG)) end.abort()
    await until(async () => of(null).length === 3)
    for (let number = 0; number < 2; number += 1) await queue(db, null)
    await until(async () => of(null).length === 4)
    await stop()
  })

  it('are at least one for each registry', async () => {
    const db = await open()
    const { of, start } = await working(db, 1)
    await queue(db, HUNG)
    const { stop } = start()
    await until(async () => of(HUNG).length === 1)
    await stop()
  })
})
