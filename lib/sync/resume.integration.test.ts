import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { LeaseLostError } from '@/lib/jobs/job'
import { findJob } from '@/lib/jobs/store/jobs'
import { setPhase } from '@/lib/jobs/store/progress'
import { buildContext } from '@/lib/testing/context'
import { type CountingProxy, countingProxy } from '@/lib/testing/counting-proxy'
import { openPostgresForTest, openSqliteForTest } from '@/lib/testing/database'
import { addTestRegistry, poolTo, REGISTRY_ID, runQueued } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { startCrawl } from './use-cases/start-crawl'

const REPOSITORIES = 40
let registry: RunningRegistry
let slow: CountingProxy

beforeAll(async () => {
  registry = await startRegistry()
  for (let number = 0; number < REPOSITORIES; number += 1) {
    const target = { url: registry.url, repository: `team/app-${number}` }
    await pushImage(target, { tag: '1.0', layers: [`layer ${number}`] })
  }
  slow = await countingProxy(registry.url, { delayMs: 150 })
})

afterAll(async () => {
  await slow.close()
  await registry.stop()
})

const databases = [
  { name: 'SQLite', open: openSqliteForTest, isMissing: false },
  { name: 'PostgreSQL', open: openPostgresForTest, isMissing: inject('postgres') === null },
]

describe.each(databases.filter(({ isMissing }) => !isMissing))('a crawl on $name', ({ open }) => {
  it('goes on where a worker was killed, and the dead one changes nothing any more', async () => {
    const { database: db, location, close } = await open()
    await addTestRegistry(db, slow.url)
    const registries = poolTo(registry.url)
    const ctx = buildContext({ db, registries })
    const jobId = await startCrawl(ctx, REGISTRY_ID)

    const worker = startProcess({ ...location, registryUrl: slow.url })
    const atKill = await untilDone(() => findJob(db.query, jobId), 5)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    expect(atKill.done).toBeLessThan(REPOSITORIES)

    // The thirty seconds of the lease, made to pass.
    await db.query.updateTable('job').set({ lease_until: 0 }).where('id', '=', jobId).execute()
    const ended = await runQueued(ctx, jobId)

    expect(ended).toMatchObject({ status: 'succeeded', total: REPOSITORIES, done: REPOSITORIES, failed: 0 })
    const items = await db.query.selectFrom('job_item').select('key').execute()
    expect(items).toEqual([])
    const tags = await db.query.selectFrom('tag').select('digest').execute()
    expect(tags.filter((tag) => tag.digest !== null)).toHaveLength(REPOSITORIES)
    const late = setPhase(db.query, { jobId, fence: ended.fence - 1 }, 'too late')
    await expect(late).rejects.toBeInstanceOf(LeaseLostError)
    await registries.close()
    await close()
  })
})

function startProcess(settings: object): ChildProcess {
  const flags = ['--conditions=react-server', '--import', 'tsx', 'lib/testing/worker-process.ts']
  return spawn(process.execPath, flags, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ASSAY_TEST_WORKER: JSON.stringify(settings) },
  })
}

async function untilDone(read: () => ReturnType<typeof findJob>, count: number) {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const job = await read()
    if (job !== undefined && job.done >= count) return job
    await sleep(50)
  }
  throw new Error('The worker did nothing.')
}
