import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { type BuiltServer, hasBuild, startBuiltServer } from '@/lib/testing/built-server'
import { openPostgresForTest } from '@/lib/testing/database'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { addNamedRegistry } from '@/lib/testing/index-fixture'
import { expireLeases } from '@/lib/testing/ledger'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const REGISTRIES = areFaultsLong ? 20 : 4
const REPOSITORIES = areFaultsLong ? 250 : 50
const ITEMS = REGISTRIES * REPOSITORIES
const KILL_EVERY_MS = areFaultsLong ? 3_000 : 1_000
const KILLS_MAX = areFaultsLong ? 30 : 2
const FROZEN_MS = areFaultsLong ? 45_000 : 3_000
const DONE_WITHIN_MS = areFaultsLong ? 90_000 : 60_000

/** A registry with many repositories, each of them the same image put there as a file tree. */
async function manyRepositories(): Promise<string> {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  await pushImage({ url: registry.url, repository: 'team/app-0' }, { tag: 'v1' })
  const team = join(registry.rootDir, 'data/docker/registry/v2/repositories/team')
  for (let number = 1; number < REPOSITORIES; number += 1) {
    await mkdir(join(team, `app-${number}`))
    await cp(join(team, 'app-0'), join(team, `app-${number}`), { recursive: true })
  }
  return registry.url
}

/** Two built servers on one PostgreSQL; their schedules begin every crawl. */
async function world() {
  const url = await manyRepositories()
  const { database: db, location, close } = await openPostgresForTest()
  onTestFinished(close)
  for (let number = 0; number < REGISTRIES; number += 1) {
    await addNamedRegistry(db, `registry-${number}`, url)
  }
  const start = async () => {
    const server = await startBuiltServer({ ...location, env: { ASSAY_SYNC_MINUTES: '600' } })
    onTestFinished(() => server.kill())
    return server
  }
  return { db, start, servers: await Promise.all([start(), start()]) }
}

const openJobs = async (db: Database) =>
  (await db.query.selectFrom('job').select('id').where('finished_at', 'is', null).execute()).length

async function untilFinished(db: Database, withinMs: number): Promise<void> {
  for (const startedAt = Date.now(); Date.now() - startedAt < withinMs; await sleep(100)) {
    if ((await openJobs(db)) === 0) return
  }
  throw new Error(`${await openJobs(db)} jobs are not finished.`)
}

/** Each repository of each registry is there once, with one tag that was written down once. */
async function expectEverythingOnce(db: Database, id: string): Promise<void> {
  const jobs = await db.query
    .selectFrom('job')
    .select(['registry_id', 'status', 'created_by', 'done', 'failed'])
    .where('kind', '=', 'crawl')
    .execute()
  const crawled = new Set(jobs.map((job) => job.registry_id)).size
  holdFigure({
    id,
    held: 'schedules fire once',
    measured: `${jobs.length} crawls of ${crawled} registries`,
    isMet: jobs.length === REGISTRIES && crawled === REGISTRIES,
  })
  expect(new Set(jobs.map(({ status, done, failed }) => `${status} ${done} ${failed}`))).toEqual(
    new Set([`succeeded ${REPOSITORIES} 0`]),
  )

  const tags = await db.query.selectFrom('tag').select('digest').execute()
  const events = await db.query.selectFrom('tag_event').select('kind').execute()
  const lost = ITEMS - tags.filter(({ digest }) => digest !== null).length
  holdFigure({ id, held: '0 of the items lost', measured: `${lost} of ${ITEMS}`, isMet: lost === 0 })
  holdFigure({
    id,
    held: 'every effect written once',
    measured: `${events.length} tag events for ${ITEMS} tags`,
    isMet: events.length === ITEMS,
  })
  const audited = await db.query
    .selectFrom('audit_event')
    .select('resource')
    .where('type', '=', 'sync.started')
    .execute()
  const distinct = new Set(audited.map(({ resource }) => resource)).size
  holdFigure({
    id,
    held: 'audited exactly once',
    measured: `${audited.length} rows for ${REGISTRIES} crawls`,
    isMet: audited.length === REGISTRIES && distinct === REGISTRIES,
  })
}

describe.skipIf(!hasBuild || inject('postgres') === null)('two built servers on one PostgreSQL', () => {
  it('lose nothing and do nothing twice while one of them is killed again and again', {
    timeout: 240_000,
  }, async () => {
    const { db, start, servers } = await world()
    const startedAt = Date.now()
    let kills = 0
    while (kills < KILLS_MAX && (await openJobs(db)) > 0) {
      await sleep(KILL_EVERY_MS)
      const victim = servers[kills % 2]
      if (victim === undefined) throw new Error('There is no server to kill.')
      await victim.kill()
      // The thirty seconds of its leases, made to pass.
      await expireLeases(db, victim.pid)
      servers[kills % 2] = await start()
      kills += 1
    }
    await untilFinished(db, DONE_WITHIN_MS)
    const tookMs = Date.now() - startedAt

    await expectEverythingOnce(db, 'F12')
    holdFigure({
      id: 'F12',
      held: `all ${ITEMS} items done in spite of kills`,
      measured: `${kills} kills, ${(tookMs / 1000).toFixed(1)} s`,
      isMet: kills > 0,
    })
  })

  it('refuse what a frozen one still wants to write', { timeout: 240_000 }, async () => {
    const { db, servers } = await world()
    const frozen = await freezeHolder(db, servers)
    if (areFaultsLong) await sleep(FROZEN_MS)
    else {
      await expireLeases(db, frozen.pid)
      await sleep(FROZEN_MS)
    }
    frozen.child.kill('SIGCONT')
    await untilFinished(db, DONE_WITHIN_MS)
    await sleep(2_000)

    await expectEverythingOnce(db, 'F13')
    const fences = await db.query.selectFrom('job').select('fence').where('kind', '=', 'crawl').execute()
    const taken = fences.filter(({ fence }) => fence > 1).length
    holdFigure({
      id: 'F13',
      held: 'frozen for 45 s: its jobs are another’s',
      measured: `${taken} of ${REGISTRIES} jobs taken over`,
      isMet: taken > 0,
    })
    expect(frozen.child.exitCode).toBeNull()
  })
})

/** Freezes a server in the middle of a job: one that finished just before is let go, and the next one is tried. */
async function freezeHolder(db: Database, servers: readonly BuiltServer[]): Promise<BuiltServer> {
  for (;;) {
    const server = await holder(db, servers)
    server.child.kill('SIGSTOP')
    await sleep(100)
    if ((await holdersOf(db)).some((owner) => owner.startsWith(`${server.pid}-`))) return server
    server.child.kill('SIGCONT')
  }
}

async function holdersOf(db: Database): Promise<readonly string[]> {
  const jobs = await db.query
    .selectFrom('job')
    .select('owner')
    .where('kind', '=', 'crawl')
    .where('owner', 'is not', null)
    .where('finished_at', 'is', null)
    .execute()
  return jobs.flatMap(({ owner }) => (owner === null ? [] : [owner]))
}

/** The server that works on a crawl at this moment. */
async function holder(db: Database, servers: readonly BuiltServer[]): Promise<BuiltServer> {
  for (const startedAt = Date.now(); Date.now() - startedAt < 20_000; await sleep(20)) {
    const owners = await holdersOf(db)
    const found = servers.find(({ pid }) => owners.some((owner) => owner.startsWith(`${pid}-`)))
    if (found !== undefined) return found
  }
  throw new Error('Nobody works on anything.')
}
