import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildStorm, type StormTag } from '@/bench/storm/storm'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { hasBuild, makeDataDir, startBuiltServer } from '@/lib/testing/built-server'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { areFaultsLong, holdFigure, percentile } from '@/lib/testing/figure'
import { addTestRegistry, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { makeSecret } from '@/lib/testing/notifications'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const EVENTS = areFaultsLong ? 50_000 : 2_000
const REPOSITORIES = 20
const TAGS = 5
/** Registries send one request at a time; so many of them at once. */
const SENDERS = 4
const ACKNOWLEDGED_P95_MS = 20
const ACKNOWLEDGED_P99_MS = 100
const DRAINED_WITHIN_MS = 120_000
const WINDOW_MS = 2_000

async function world() {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  const tags: StormTag[] = []
  for (let number = 0; number < REPOSITORIES * TAGS; number += 1) {
    const [repository, tag] = [`storm/app-${number % REPOSITORIES}`, `v${number}`]
    const { digest } = await pushImage({ url: registry.url, repository }, { tag, layers: [`${number}`] })
    tags.push({ repository, tag, digest })
  }
  const proxy = await countingProxy(registry.url)
  onTestFinished(() => proxy.close())
  const { dataDir, remove } = await makeDataDir()
  onTestFinished(remove)
  const db = openDatabase({ dataDir })
  onTestFinished(() => closeDatabase(db))
  await migrate(db)
  await addTestRegistry(db, proxy.url)
  const secret = await makeSecret({ db })
  const server = await startBuiltServer({ dataDir })
  onTestFinished(() => server.kill())
  return { db, proxy, tags, server, headers: { authorization: `Bearer ${secret}` } }
}

async function untilDrained(db: Database): Promise<void> {
  for (const startedAt = Date.now(); Date.now() - startedAt < 2 * DRAINED_WITHIN_MS; await sleep(100)) {
    const open = db.query
      .selectFrom('notification_event')
      .select('sequence')
      .where('processed_at', 'is', null)
    if ((await open.limit(1).executeTakeFirst()) === undefined) return
  }
}

describe.skipIf(!hasBuild)('a storm of events on the built server', () => {
  it('is acknowledged at once, kept once, and worked off', { timeout: 300_000 }, async () => {
    const { db, proxy, tags, server, headers } = await world()
    const storm = buildStorm(tags, EVENTS, Date.now())
    const waiting = storm.envelopes.values()
    const times: number[] = []
    const statuses = new Set<number>()
    const send = async () => {
      for (const body of waiting) {
        const startedAt = performance.now()
        const answer = await fetch(`${server.url}/api/hooks/${REGISTRY_NAME}`, {
          method: 'POST',
          headers,
          body,
        })
        await answer.text()
        times.push(performance.now() - startedAt)
        statuses.add(answer.status)
      }
    }
    proxy.take()
    const startedAt = Date.now()
    await Promise.all(Array.from({ length: SENDERS }, send))
    await untilDrained(db)
    const drainedMs = Date.now() - startedAt

    expect(statuses).toEqual(new Set([202]))
    const rows = await db.query.selectFrom('notification_event').select('processed_at').execute()
    const kept = rows.length
    const open = rows.filter((row) => row.processed_at === null).length
    holdFigure({
      id: 'F21',
      held: `${EVENTS} events: none lost, none twice`,
      measured: `${kept} of ${storm.readable} kept, ${open} left to do`,
      isMet: kept === storm.readable && open === 0,
    })
    const [p95, p99] = [percentile(times, 95), percentile(times, 99)]
    holdFigure({
      id: 'F21',
      held: `acknowledged p95 ≤ ${ACKNOWLEDGED_P95_MS} ms, p99 ≤ ${ACKNOWLEDGED_P99_MS} ms`,
      measured: `${p95.toFixed(1)} ms, ${p99.toFixed(1)} ms`,
      isMet: p95 <= ACKNOWLEDGED_P95_MS && p99 <= ACKNOWLEDGED_P99_MS,
      isTimed: true,
    })
    holdFigure({
      id: 'F21',
      held: 'drained ≤ 120 s',
      measured: `${(drainedMs / 1000).toFixed(1)} s`,
      isMet: drainedMs <= DRAINED_WITHIN_MS,
      isTimed: true,
    })
    const asked = new Map<string, number>()
    for (const { path } of proxy.take()) asked.set(path, (asked.get(path) ?? 0) + 1)
    const windows = Math.ceil(drainedMs / WINDOW_MS) + 1
    const most = Math.max(...asked.values())
    holdFigure({
      id: 'F21',
      held: 'a registry asked for a thing once in 2 s at most',
      measured: `${most} times in ${windows} windows`,
      isMet: most <= windows,
    })
  })
})
