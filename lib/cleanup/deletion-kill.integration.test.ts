import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, inject, it } from 'vitest'
import { verifyChain } from '@/lib/audit/verify-chain'
import { findJob } from '@/lib/jobs/store/jobs'
import { cancelJob } from '@/lib/jobs/use-cases/cancel-job'
import { openPostgresForTest, openSqliteForTest } from '@/lib/testing/database'
import { type DeletionWorld, deletionWorld, readTags } from '@/lib/testing/deletion-world'
import { REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { expireLeases, kill } from '@/lib/testing/ledger'
import { pushImage, pushManifest } from '@/lib/testing/push'
import type { RunningRegistry } from '@/lib/testing/registry'
import { startDeletion } from './use-cases/start-deletion'

const REPOSITORY = 'team/app'
const TAGS = 600
const VICTIMS = 200
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Half of the victims share their digests with tags that stay. */
async function fill({ url }: RunningRegistry): Promise<void> {
  const target = { url, repository: REPOSITORY }
  const image = await pushImage(target, { tag: 'base' })
  const document = JSON.parse(image.bytes.toString('utf8'))
  const numbers = Array.from({ length: TAGS }, (_, at) => at).values()
  const lane = async () => {
    for (const at of numbers) {
      const of = at >= VICTIMS && at < VICTIMS * 1.5 ? at - VICTIMS : at
      const own = { ...document, annotations: { number: String(of) } }
      await pushManifest(target, own, { mediaType: image.mediaType, tag: `t${at}` })
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
}

async function open(kind: 'sqlite' | 'postgres') {
  const opened = kind === 'sqlite' ? await openSqliteForTest() : await openPostgresForTest()
  closing.push(opened.close)
  const world = await deletionWorld(opened.database, fill)
  closing.push(() => world.close())
  const before = await readTags(world.registry.url, REPOSITORY)
  const tags = Array.from({ length: VICTIMS }, (_, at) => `t${at}`)
  const named = tags.map((tag) => ({ tag, digest: before.get(tag) ?? '' }))
  const input = { registry: REGISTRY_NAME, repository: REPOSITORY, tags: named, confirm: VICTIMS }
  const worker = async () => {
    const flags = ['--conditions=react-server', '--import', 'tsx', 'lib/testing/deletion-process.ts']
    const settings = { ...opened.location, registryUrl: world.registry.url }
    const child = spawn(process.execPath, flags, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ASSAY_TEST_WORKER: JSON.stringify(settings) },
    })
    closing.push(() => kill(child))
    if (child.stdout) await once(child.stdout, 'data')
    return child
  }
  return { world, before, worker, start: () => startDeletion(world.ctx, input) }
}

async function untilFinished({ db }: DeletionWorld, jobId: string) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const job = await findJob(db.query, jobId)
    if (job?.finished_at) return job
    await sleep(100)
  }
  throw new Error('The job did not end within a minute.')
}

/** Waits until something was done and then for a while that nobody chose. */
async function killSomewhere(world: DeletionWorld, child: ChildProcess, seed: number): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const row = await world.db.query
      .selectFrom('deletion_item')
      .select('key')
      .where('state', '<>', 'queued')
      .limit(1)
      .executeTakeFirst()
    if (row !== undefined) break
    await sleep(5)
  }
  await sleep((seed * 7919) % 700)
  await kill(child)
  await expireLeases(world.db, child.pid)
}

async function expectOnlyVictimsGone(
  world: DeletionWorld,
  before: ReadonlyMap<string, string | null>,
): Promise<void> {
  const after = await readTags(world.registry.url, REPOSITORY)
  const survivors = [...before].filter(([tag]) => tag === 'base' || Number(tag.slice(1)) >= VICTIMS)
  expect(new Map([...after].sort())).toEqual(new Map(survivors.sort()))
  const audit = await world.db.query
    .selectFrom('audit_event')
    .select('resource')
    .where('type', '=', 'tag.deleted')
    .execute()
  expect(audit).toHaveLength(VICTIMS)
  expect(new Set(audit.map(({ resource }) => resource)).size).toBe(VICTIMS)
  expect(await verifyChain(world.db)).toMatchObject({ kind: 'whole' })
}

it.each([1, 2, 3])(
  'a worker killed at any moment leaves no tag on a tombstone and none deleted twice (seed %i)',
  async (seed) => {
    const { world, before, worker, start } = await open('sqlite')
    const { jobId } = await start()
    await killSomewhere(world, await worker(), seed)
    await worker()
    expect(await untilFinished(world, jobId)).toMatchObject({ status: 'succeeded', done: VICTIMS, failed: 0 })
    await expectOnlyVictimsGone(world, before)
  },
  90_000,
)

it('a request to cancel ends it within two seconds, with no tag on a tombstone and every count adding up', async () => {
  const { world, before, worker, start } = await open('sqlite')
  const { jobId } = await start()
  await worker()
  await sleep(400)
  await cancelJob(world.ctx, { job: jobId })
  const askedAt = Date.now()
  await untilFinished(world, jobId)
  expect(Date.now() - askedAt).toBeLessThan(4_000)
  const after = await readTags(world.registry.url, REPOSITORY)
  for (const [tag, digest] of after) expect(digest).toBe(before.get(tag))
  const audit = await world.db.query
    .selectFrom('audit_event')
    .select('id')
    .where('type', '=', 'tag.deleted')
    .execute()
  expect(after.size + audit.length).toBe(before.size)
}, 60_000)

it.skipIf(inject('postgres') === null)(
  'of two replicas the one that froze changes nothing after it lost the job',
  async () => {
    const { world, before, worker, start } = await open('postgres')
    const { jobId } = await start()
    const frozen = await worker()
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const row = await world.db.query
        .selectFrom('deletion_item')
        .select('key')
        .where('state', '<>', 'queued')
        .limit(1)
        .executeTakeFirst()
      if (row !== undefined) break
      await sleep(5)
    }
    frozen.kill('SIGSTOP')
    await expireLeases(world.db, frozen.pid)
    await worker()
    // Longer than a worker takes its lease for granted; leases themselves are longer still.
    await sleep(3_500)
    frozen.kill('SIGCONT')
    expect(await untilFinished(world, jobId)).toMatchObject({ status: 'succeeded', done: VICTIMS })
    await sleep(3_000)
    await expectOnlyVictimsGone(world, before)
  },
  90_000,
)
