import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { adminHeaders, hasBuild, makeDataDir, startBuiltServer } from '@/lib/testing/built-server'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { addTestRegistry, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const CALLERS = areFaultsLong ? 40 : 10
const STREAMS = areFaultsLong ? 50 : 10
/** Fewer than one reader may have open at once. */
const STREAMS_EACH = 10
const REPOSITORIES = 30
const STOPPED_WITHIN_MS = 15_000
const TOLD_WITHIN_MS = 1_000

/** A server with work to do: a registry so slow that its crawl is under way for long. */
async function world() {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  for (let number = 0; number < REPOSITORIES; number += 1) {
    await pushImage({ url: registry.url, repository: `team/app-${number}` }, { tag: 'v1' })
  }
  const slow = await countingProxy(registry.url, { delayMs: areFaultsLong ? 3_000 : 500 })
  onTestFinished(() => slow.close())
  const { dataDir, remove } = await makeDataDir()
  onTestFinished(remove)
  const db = openDatabase({ dataDir })
  onTestFinished(() => closeDatabase(db))
  await migrate(db)
  await addTestRegistry(db, slow.url)
  const server = await startBuiltServer({ dataDir })
  onTestFinished(() => server.kill())
  const headers = await adminHeaders(db)
  const readers = [headers]
  while (readers.length < STREAMS / STREAMS_EACH) readers.push(await adminHeaders(db))
  return { db, server, headers, readers }
}

describe.skipIf(!hasBuild)('the built server, told to end under load', () => {
  it('says so at once, answers what it was asked, ends its streams, gives its jobs back and ends in order', {
    timeout: 120_000,
  }, async () => {
    const { db, server, headers, readers } = await world()
    const get = (path: string, as = headers) => fetch(`${server.url}${path}`, { headers: as })
    await fetch(`${server.url}/api/v1/registries/main/sync`, { method: 'POST', headers })
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, (_, number) =>
        get('/api/v1/changes', readers[number % readers.length]),
      ),
    )
    const said = Promise.all(streams.map((stream) => stream.text()))

    let stoppedAt = Number.POSITIVE_INFINITY
    const tally = { answered: 0, dropped: 0, refused: 0, afterStop: 0 }
    const load = Array.from({ length: CALLERS }, async () => {
      while (performance.now() < stoppedAt + TOLD_WITHIN_MS) {
        try {
          const answer = await get('/api/v1/registries/main/repositories')
          await answer.text()
          tally.answered += 1
          if (performance.now() > stoppedAt) tally.afterStop += 1
        } catch (error) {
          // Who comes when nobody listens any more is told so by the system; who was let in has to be answered.
          const isRefused = JSON.stringify(causeOf(error)).includes('ECONNREFUSED')
          tally[isRefused ? 'refused' : 'dropped'] += 1
          if (isRefused) return
        }
      }
    })
    await sleep(areFaultsLong ? 5_000 : 1_000)

    const ended = once(server.child, 'exit')
    stoppedAt = performance.now()
    server.child.kill('SIGTERM')
    const told = await untilTold(`${server.url}/api/health/ready`, stoppedAt)
    const texts = await said
    await Promise.all(load)
    const [code] = await ended
    const tookMs = performance.now() - stoppedAt

    expect(texts.filter((text) => text.includes('"reason":"stopping"'))).toHaveLength(STREAMS)
    holdFigure({
      id: 'F24',
      held: 'readiness 503 at once',
      measured: `${told.status} after ${told.ms.toFixed(0)} ms`,
      isMet: told.status === 503 && told.ms < TOLD_WITHIN_MS,
    })
    holdFigure({
      id: 'F24',
      held: '0 answers dropped',
      measured: `${tally.answered} answered, ${tally.afterStop} of them after the signal, ${tally.dropped} dropped`,
      isMet: tally.dropped === 0 && tally.answered > CALLERS,
    })
    const [job] = await db.query
      .selectFrom('job')
      .select(['status', 'owner', 'lease_until'])
      .where('registry_id', '=', REGISTRY_ID)
      .execute()
    expect(job).toMatchObject({ status: 'running' })
    holdFigure({
      id: 'F24',
      held: 'leases released',
      measured: `owner ${job?.owner ?? 'none'}`,
      isMet: job?.owner === null && job.lease_until === 0,
    })
    holdFigure({
      id: 'F24',
      held: 'exit 0 within 15 s',
      measured: `exit ${code} after ${(tookMs / 1000).toFixed(1)} s`,
      isMet: code === 0 && tookMs < STOPPED_WITHIN_MS,
    })
  })
})

/** What readiness says first that is not “ready”. */
async function untilTold(url: string, stoppedAt: number) {
  for (;;) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    )
    const ms = performance.now() - stoppedAt
    if (status !== 200 || ms > STOPPED_WITHIN_MS) return { status, ms }
  }
}

function causeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return cause.code
  return cause instanceof Error ? cause.message : error.message
}
