import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import type { JobRow } from '@/lib/jobs/job'
import { adminHeaders, hasBuild, makeDataDir, startBuiltServer } from '@/lib/testing/built-server'
import { startFaultProxy } from '@/lib/testing/fault-proxy'
import { addNamedRegistry } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

/** More than are synced at once. */
const HUNG = 12
/** Far less than a registry that hangs holds its sync. */
const DONE_WITHIN_MS = 10_000

async function world() {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  await pushImage({ url: registry.url, repository: 'team/app' }, { tag: 'v1' })
  const proxy = await startFaultProxy(registry.url)
  onTestFinished(() => proxy.stop())
  proxy.plan({ fault: 'hang' })
  const { dataDir, remove } = await makeDataDir()
  onTestFinished(remove)
  const db = openDatabase({ dataDir })
  onTestFinished(() => closeDatabase(db))
  await migrate(db)
  const hung = Array.from({ length: HUNG }, (_, number) => `hung-${number}`)
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
  return { db, hung, post }
}

const countOf = async (db: Database, registry: string, status: JobRow['status']) => {
  const jobs = db.query.selectFrom('job').select('id').where('status', '=', status)
  return (await jobs.where('registry_id', 'like', `reg_${registry}%`).execute()).length
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const startedAt = Date.now(); Date.now() - startedAt < DONE_WITHIN_MS; await sleep(50)) {
    if (await isSo()) return
  }
  throw new Error('It did not come to that in time.')
}

describe.skipIf(!hasBuild)('registries that hang', () => {
  it('keep nothing waiting that people ask of others', { timeout: 60_000 }, async () => {
    const { db, hung, post } = await world()
    await post('healthy/sync')
    await until(async () => (await countOf(db, 'healthy', 'succeeded')) === 1)
    for (const name of hung) await post(`${name}/sync`)
    await until(async () => (await countOf(db, 'hung', 'running')) >= 4)

    await post('healthy/verification')

    await until(async () => (await countOf(db, 'healthy', 'succeeded')) === 2)
    expect(await countOf(db, 'hung', 'running')).toBeGreaterThanOrEqual(4)
    expect(await countOf(db, 'hung', 'queued')).toBeGreaterThan(0)
  })
})
