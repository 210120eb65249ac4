import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { hasBuild, makeDataDir, startBuiltServer } from '@/lib/testing/built-server'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { addTestRegistry, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { makeSecret } from '@/lib/testing/notifications'
import { pushImage, pushManifest } from '@/lib/testing/push'
import { freePort, startRegistry } from '@/lib/testing/registry'

const PUSHES = areFaultsLong ? 1_000 : 60
const AWAY_MS = areFaultsLong ? 10_000 : 2_000
const LOST = areFaultsLong ? 200 : 10
/** The shortest there is, and the look that finds it is due. */
const PERIOD_MS = 60_000
const PERIOD_SLACK_MS = 20_000
const REPOSITORY = 'late/app'

/** An Assay that a registry tells of its pushes, both on ports that stay theirs. */
async function world(syncMinutes: string) {
  const [port, registryPort] = [await freePort(), await freePort()]
  const { dataDir, remove } = await makeDataDir()
  onTestFinished(remove)
  const db = openDatabase({ dataDir })
  onTestFinished(() => closeDatabase(db))
  await migrate(db)
  await addTestRegistry(db, `http://127.0.0.1:${registryPort}`)
  const secret = await makeSecret({ db })
  const notifications = { url: `http://127.0.0.1:${port}/api/hooks/${REGISTRY_NAME}`, secret }
  const startAssay = async () => {
    const server = await startBuiltServer({ dataDir, port, env: { ASSAY_SYNC_MINUTES: syncMinutes } })
    onTestFinished(() => server.kill())
    return server
  }
  const registry = await startRegistry({ port: registryPort, notifications })
  onTestFinished(() => registry.stop())
  const restartRegistry = async () => {
    await registry.kill()
    const again = await startRegistry({ port: registryPort, notifications, rootDir: registry.rootDir })
    onTestFinished(() => again.stop())
  }
  return { db, registry, startAssay, restartRegistry }
}

/** Pushes so many tags, each of them another image with the blobs of the first. */
async function pushMany(url: string, count: number): Promise<ReadonlyMap<string, string>> {
  const target = { url, repository: REPOSITORY }
  const first = await pushImage(target, { tag: 'v0' })
  const document = JSON.parse(first.bytes.toString())
  const pushed = new Map([['v0', String(first.digest)]])
  for (let number = 1; number < count; number += 1) {
    const changed = { ...document, annotations: { number: String(number) } }
    const { digest } = await pushManifest(target, changed, { mediaType: first.mediaType, tag: `v${number}` })
    pushed.set(`v${number}`, digest)
  }
  return pushed
}

async function tagsOf(db: Database): Promise<ReadonlyMap<string, string | null>> {
  const tags = await db.query.selectFrom('tag').select(['name', 'digest']).execute()
  return new Map(tags.map((tag) => [tag.name, tag.digest]))
}

/** How long it takes until the index is what was pushed; undefined when it never is. */
async function untilEqual(db: Database, pushed: ReadonlyMap<string, string>, withinMs: number) {
  for (const startedAt = Date.now(); Date.now() - startedAt < withinMs; await sleep(100)) {
    const tags = await tagsOf(db)
    if ([...pushed].every(([name, digest]) => tags.get(name) === digest)) return Date.now() - startedAt
  }
  return undefined
}

/** How many events of pushes there are when all have come or time is up. Reading what one names may show others. */
async function untilArrived(db: Database, expected: number): Promise<number> {
  let count = 0
  for (const startedAt = Date.now(); Date.now() - startedAt < 60_000 && count < expected; await sleep(100)) {
    const query = db.query.selectFrom('notification_event').select('event_id').where('action', '=', 'push')
    count = (await query.execute()).length
  }
  return count
}

/** Makes the period pass after which the next comparison is due. */
async function endPeriod(db: Database): Promise<void> {
  await db.query.updateTable('registry').set({ synced_at: 1 }).execute()
  await db.query.updateTable('schedule').set({ next_at: 0 }).execute()
}

describe.skipIf(!hasBuild)('events of a real registry', () => {
  it('all arrive after Assay was away while everything was pushed', { timeout: 400_000 }, async () => {
    const { db, registry, startAssay } = await world('0')
    expect(await (await startAssay()).stop()).toBe(0)
    const awaySince = Date.now()
    const pushed = await pushMany(registry.url, PUSHES)
    await sleep(Math.max(AWAY_MS - (Date.now() - awaySince), 0))
    expect((await tagsOf(db)).size).toBe(0)

    await startAssay()
    const tookMs = await untilEqual(db, pushed, 60_000)
    const count = await untilArrived(db, PUSHES)
    holdFigure({
      id: 'F22',
      held: `${PUSHES} pushes while away: all arrive`,
      measured: `${count} events`,
      isMet: count === PUSHES,
    })
    holdFigure({
      id: 'F22',
      held: 'the index is what the registry has',
      measured: tookMs === undefined ? 'never' : `after ${(tookMs / 1000).toFixed(1)} s`,
      isMet: tookMs !== undefined,
    })
    expect(await tagsOf(db)).toEqual(pushed)
  })

  it('are found by the next comparison when the registry died with them', { timeout: 240_000 }, async () => {
    const { db, registry, startAssay, restartRegistry } = await world('1')
    const first = await startAssay()
    expect(await untilEqual(db, await pushMany(registry.url, 1), 30_000)).toBeDefined()
    expect(await first.stop()).toBe(0)
    const pushed = await pushMany(registry.url, LOST + 1)
    await restartRegistry()
    if (!areFaultsLong) await endPeriod(db)

    await startAssay()
    const tookMs = await untilEqual(db, pushed, PERIOD_MS + PERIOD_SLACK_MS)
    const tags = await tagsOf(db)
    const found = [...pushed].filter(([name, digest]) => tags.get(name) === digest).length
    holdFigure({
      id: 'F23',
      held: '100 % of the drift found',
      measured: `${found - 1} of ${LOST}`,
      isMet: found === pushed.size,
    })
    holdFigure({
      id: 'F23',
      held: 'within one period (60 s here) and its look',
      measured: tookMs === undefined ? 'never' : `${(tookMs / 1000).toFixed(1)} s`,
      isMet: tookMs !== undefined,
      isTimed: true,
    })
  })
})
