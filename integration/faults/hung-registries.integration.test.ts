import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import type { JobRow } from '@/lib/jobs/job'
import { requestCheck } from '@/lib/sync/use-cases/request-check'
import { adminHeaders, hasBuild, makeDataDir, startBuiltServer } from '@/lib/testing/built-server'
import { buildContext } from '@/lib/testing/context'
import { startFaultProxy } from '@/lib/testing/fault-proxy'
import { addNamedRegistry } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'
import { until } from '@/lib/testing/until'

/** More than are synced at once. */
const HUNG = 12
/** Far more than one registry has slots. */
const OPENED = 24
/** Far less than a registry that hangs holds its sync. */
const DONE_WITHIN_MS = 10_000
const BEGUN_WITHIN_MS = 3_000

/** A registry that is well, and others behind a proxy that can hang. */
async function world(hung: readonly string[]) {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  const repositories = Array.from({ length: OPENED }, (_, number) => `team/app-${number}`)
  for (const repository of repositories) await pushImage({ url: registry.url, repository }, { tag: 'v1' })
  const proxy = await startFaultProxy(registry.url)
  onTestFinished(() => proxy.stop())
  const { dataDir, remove } = await makeDataDir()
  onTestFinished(remove)
  const db = openDatabase({ dataDir })
  onTestFinished(() => closeDatabase(db))
  await migrate(db)
  for (const name of ['healthy', ...hung]) {
    const url = name === 'healthy' ? registry.url : proxy.url
    await addNamedRegistry(db, name, url)
  }
  const server = await startBuiltServer({ dataDir })
  onTestFinished(() => server.kill())
  const headers = await adminHeaders(db)
  const post = async (path: string) => {
    const answer = await fetch(`${server.url}/api/v1/registries/${path}`, { method: 'POST', headers })
    expect(answer.status).toBe(202)
    await answer.text()
  }
  return { db, proxy, repositories, post }
}

const countOf = async (db: Database, registry: string, status: JobRow['status']) => {
  const jobs = db.query.selectFrom('job').select('id').where('status', '=', status)
  return (await jobs.where('registry_id', 'like', `reg_${registry}%`).execute()).length
}

describe.skipIf(!hasBuild)('registries that hang', () => {
  it('keep nothing waiting that people ask of others', { timeout: 60_000 }, async () => {
    const hung = Array.from({ length: HUNG }, (_, number) => `hung-${number}`)
    const { db, proxy, post } = await world(hung)
    proxy.plan({ fault: 'hang' })
    await post('healthy/sync')
    await until(async () => (await countOf(db, 'healthy', 'succeeded')) === 1, DONE_WITHIN_MS)
    for (const name of hung) await post(`${name}/sync`)
    await until(async () => (await countOf(db, 'hung', 'running')) >= 4, DONE_WITHIN_MS)

    await post('healthy/verification')

    await until(async () => (await countOf(db, 'healthy', 'succeeded')) === 2, DONE_WITHIN_MS)
    expect(await countOf(db, 'hung', 'running')).toBeGreaterThanOrEqual(4)
    expect(await countOf(db, 'hung', 'queued')).toBeGreaterThan(0)
  })

  it('keep no sync of another waiting, however many of their pages are opened', {
    timeout: 60_000,
  }, async () => {
    const { db, proxy, repositories, post } = await world(['hung'])
    await post('hung/sync')
    await until(async () => (await countOf(db, 'hung', 'succeeded')) === 1, DONE_WITHIN_MS)
    proxy.plan({ fault: 'hang' })
    const reader = buildContext({ db })
    for (const repository of repositories) {
      expect(await requestCheck(reader, { registry: 'hung', repository, afterMs: 0 })).toBe(true)
    }
    await until(async () => (await countOf(db, 'hung', 'running')) >= 4, DONE_WITHIN_MS)
    await sleep(500)

    await post('healthy/sync')
    await until(async () => (await countOf(db, 'healthy', 'queued')) === 0, BEGUN_WITHIN_MS)

    expect(await countOf(db, 'hung', 'running')).toBe(4)
    expect(await countOf(db, 'hung', 'queued')).toBe(OPENED - 4)
    await until(async () => (await countOf(db, 'healthy', 'succeeded')) === 1, DONE_WITHIN_MS)
  })
})
