import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { installRuntime } from '@/lib/server/runtime'
import { type CountedCall, type CountingProxy, countingProxy } from '@/lib/testing/counting-proxy'
import { eachDatabase, openPostgresForTest, openSqliteForTest } from '@/lib/testing/database'
import { buildEvent } from '@/lib/testing/event'
import { startHookServer } from '@/lib/testing/hook-server'
import { addTestRegistry, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { makeSecret, startDraining } from '@/lib/testing/notifications'
import { pushImage } from '@/lib/testing/push'
import { freePort, type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { startTestRuntime } from '@/lib/testing/runtime'
import { until } from '@/lib/testing/until'
import { DEBOUNCE_MS } from './drain-registry'

const REPOSITORIES = 20
const TAGS = 5
const digests = new Map<string, string>()
let registry: RunningRegistry
let proxy: CountingProxy
const running: (() => Promise<unknown>)[] = []

const nameOf = (number: number) => `storm/app-${number}`

beforeAll(async () => {
  registry = await startRegistry()
  for (let number = 0; number < REPOSITORIES; number += 1) {
    for (let tag = 0; tag < TAGS; tag += 1) {
      const target = { url: registry.url, repository: nameOf(number) }
      const { digest } = await pushImage(target, { tag: `v${tag}`, layers: [`${number} ${tag}`] })
      digests.set(`${nameOf(number)}:v${tag}`, digest)
    }
  }
  proxy = await countingProxy(registry.url)
})
afterAll(async () => {
  await proxy.close()
  await registry.stop()
})
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
})

/** Half pushes, half pulls, each eightieth poison if asked for; the last fifth repeats events that came before. */
function stormOf(count: number, hasPoison = false): readonly object[] {
  const unique = Array.from({ length: count * 0.8 }, (_, number) => {
    const repository = nameOf(number % REPOSITORIES)
    const tag = `v${Math.floor(number / REPOSITORIES) % TAGS}`
    const digest = digests.get(`${repository}:${tag}`)
    const action = number % 2 === 0 ? 'push' : 'pull'
    const isPoison = hasPoison && number % 80 === 79
    return buildEvent({
      id: `storm-${number}`,
      action: isPoison ? 'explode' : action,
      repository,
      tag,
      digest,
    })
  })
  return [...unique, ...unique.slice(0, count * 0.2)]
}

eachDatabase('a storm of 5,000 events', (open) => {
  it('loses none, counts none twice and asks the registry once for each tag and window', async () => {
    const db = await open()
    await addTestRegistry(db, proxy.url)
    await makeSecret({ db })
    const registries = poolTo(proxy.url)
    running.push(() => registries.close())
    const draining = startDraining({ db, registries })
    running.push(() => draining.stop())
    const events = stormOf(5_000, true)
    proxy.take()

    const startedAt = Date.now()
    for (let at = 0; at < events.length; at += 5) await draining.deliver(...events.slice(at, at + 5))
    await untilDrained(db)
    const windows = Math.ceil((Date.now() - startedAt) / DEBOUNCE_MS) + 1

    const rows = await db.query.selectFrom('notification_event').select('action').execute()
    const letters = await db.query.selectFrom('notification_dead_letter').select('id').execute()
    expect(rows).toHaveLength(3_950)
    expect(letters).toHaveLength(50)
    const tallies = await db.query.selectFrom('notification_tally').select('events').execute()
    expect(tallies.reduce((sum, row) => sum + row.events, 0)).toBe(rows.length)
    const tags = await db.query.selectFrom('tag').select(['name', 'pulls']).execute()
    expect(tags).toHaveLength(REPOSITORIES * TAGS)
    const pulls = rows.filter((row) => row.action === 'pull')
    expect(tags.reduce((sum, tag) => sum + tag.pulls, 0)).toBe(pulls.length)

    const asked = countByPath(proxy.take())
    expect(asked.size).toBeGreaterThan(REPOSITORIES * TAGS)
    expect(Math.max(...asked.values())).toBeLessThanOrEqual(windows)
  })
})

function countByPath(calls: readonly CountedCall[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { path } of calls) counts.set(path, (counts.get(path) ?? 0) + 1)
  return counts
}

describe('a registry whose Assay was down', () => {
  it('delivers all pushes once Assay is up, and the index is what the registry has', async () => {
    const { database: db, close } = await openSqliteForTest()
    running.push(close)
    await addTestRegistry(db, 'http://127.0.0.1:9')
    const secret = await makeSecret({ db })
    const port = await freePort()
    const notifications = { url: `http://127.0.0.1:${port}/api/hooks/${REGISTRY_NAME}`, secret }
    const telling = await startRegistry({ notifications })
    running.push(() => telling.stop())
    const target = { url: telling.url, repository: 'late/app' }
    const pushed = new Map<string, string>()
    for (let number = 0; number < 60; number += 1) {
      const { digest } = await pushImage(target, { tag: `v${number % 50}`, layers: [`late ${number}`] })
      pushed.set(`v${number % 50}`, digest)
    }

    const registries = poolTo(telling.url)
    running.push(() => registries.close())
    const app = startTestRuntime({ db, registries })
    const draining = startDraining({ db, registries })
    running.push(() => draining.stop())
    const stopWaking = app.inbox.onDelivery(() => undefined)
    const hooks = await startHookServer(port)
    running.push(() => hooks.close())
    running.push(async () => {
      stopWaking()
      installRuntime(undefined)
    })

    await until(
      async () => (await db.query.selectFrom('notification_event').select('sequence').execute()).length >= 60,
    )
    await untilDrained(db)
    const tags = await db.query.selectFrom('tag').select(['name', 'digest']).execute()
    expect(new Map(tags.map((tag) => [tag.name, tag.digest]))).toEqual(pushed)
  })
})

const databases = [
  { name: 'SQLite', open: openSqliteForTest, isMissing: false },
  { name: 'PostgreSQL', open: openPostgresForTest, isMissing: inject('postgres') === null },
]

describe.each(databases.filter(({ isMissing }) => !isMissing))('an inbox on $name', ({ open }) => {
  it('is worked on by another process when one is killed in the middle', async () => {
    const { database: db, location, close } = await open()
    running.push(close)
    const slow = await countingProxy(registry.url, { delayMs: 100 })
    running.push(() => slow.close())
    await addTestRegistry(db, slow.url)
    await makeSecret({ db })
    const registries = poolTo(proxy.url)
    running.push(() => registries.close())
    const inbox = startDraining({ db, registries })
    await inbox.stop()
    await inbox.deliver(...stormOf(1_000))
    expect(await openEvents(db)).toBeGreaterThan(0)

    const dying = startProcess({ ...location, registryUrl: slow.url })
    await until(async () => (await db.query.selectFrom('tag').select('name').execute()).length > 0)
    dying.kill('SIGKILL')
    await once(dying, 'exit')
    expect(await openEvents(db)).toBeGreaterThan(0)

    const next = startDraining({ db, registries })
    running.push(() => next.stop())
    await untilDrained(db)

    const tags = await db.query.selectFrom('tag').select(['name', 'digest', 'pulls']).execute()
    expect(tags.map((tag) => tag.digest).sort()).toEqual([...digests.values()].sort())
    expect(tags.reduce((sum, tag) => sum + tag.pulls, 0)).toBe(400)
  })

  it('is shared by two processes without counting or writing anything twice', async () => {
    const { database: db, location, close } = await open()
    running.push(close)
    await addTestRegistry(db, registry.url)
    await makeSecret({ db })
    const registries = poolTo(registry.url)
    running.push(() => registries.close())
    const other = startProcess({ ...location, registryUrl: registry.url })
    running.push(async () => {
      other.kill('SIGKILL')
      await once(other, 'exit')
    })
    const ours = startDraining({ db, registries })
    running.push(() => ours.stop())

    const events = stormOf(1_000)
    for (let at = 0; at < events.length; at += 20) await ours.deliver(...events.slice(at, at + 20))
    await untilDrained(db)

    const tags = await db.query.selectFrom('tag').select(['name', 'pulls']).execute()
    expect(tags.reduce((sum, tag) => sum + tag.pulls, 0)).toBe(400)
    const history = await db.query.selectFrom('tag_event').select('tag').execute()
    expect(history).toHaveLength(REPOSITORIES * TAGS)
  })
})

async function openEvents(db: Database): Promise<number> {
  const query = db.query.selectFrom('notification_event').select('sequence')
  return (await query.where('processed_at', 'is', null).execute()).length
}

function untilDrained(db: Database): Promise<boolean> {
  return until(async () => (await openEvents(db)) === 0, 60_000)
}

function startProcess(settings: object): ChildProcess {
  const flags = ['--conditions=react-server', '--import', 'tsx', 'lib/testing/drainer-process.ts']
  return spawn(process.execPath, flags, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ASSAY_TEST_WORKER: JSON.stringify(settings) },
  })
}
