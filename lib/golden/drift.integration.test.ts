import { afterEach, expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { runJob } from '@/lib/jobs/run-job'
import { findJob } from '@/lib/jobs/store/jobs'
import { claim } from '@/lib/jobs/store/lease'
import { parseDigest } from '@/lib/oci/digest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName } from '@/lib/oci/name'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { digestAt } from '@/lib/testing/deletion-world'
import {
  GOLDEN_REPOSITORY,
  type GoldenWorld,
  goldenWorld,
  makeGolden,
  pushGood,
} from '@/lib/testing/golden-world'
import { crawlNow, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { pushImage, pushManifest } from '@/lib/testing/push'
import { checkByClock } from './drift/check-by-clock'
import { checkLine } from './drift/check-line'
import { drainTouches, findDriftOfTouched, type PutOff } from './drift/drain-touches'
import { queueLineChecks } from './drift/queue-checks'
import { afterMarkingHandlers } from './handlers/after-marking'
import { STARTING_POLICY } from './rules/starting-policy'
import { DAY_MS } from './rules/version'
import { runTick } from './tick/run-tick'
import { checkLineNow } from './use-cases/drift/check-line-now'
import { listDrift } from './use-cases/drift/list-drift'
import { repairDrift } from './use-cases/drift/repair'
import { archiveLine, updateLine } from './use-cases/lines'
import { publishPolicy } from './use-cases/policies'
import { revoke } from './use-cases/revoke'

const name = parseRepositoryName(GOLDEN_REPOSITORY)
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(db: Database, options: Parameters<typeof goldenWorld>[1] = {}): Promise<GoldenWorld> {
  const world = await goldenWorld(db, options)
  closing.push(() => world.close())
  return world
}

/** What the index learns, and what follows from it. */
async function follow(world: GoldenWorld): Promise<void> {
  await crawlNow({ db: world.db, registries: world.ctx.registries })
  await drain(world)
}

async function drain(world: GoldenWorld): Promise<void> {
  await drainTouches(buildContext({ db: world.db, registries: world.ctx.registries }), [findDriftOfTouched])
}

async function shown(world: GoldenWorld, state: 'open' | 'resolved' = 'open') {
  const { items } = await listDrift(world.person('mia'), { state, limit: 50 })
  return items.map(({ row }) => row)
}

async function audited(world: GoldenWorld, type: string) {
  return world.db.query
    .selectFrom('audit_event')
    .select(['type', 'actor_name', 'reason'])
    .where('type', '=', type)
    .execute()
}

async function runNextJob(world: GoldenWorld) {
  const job = await claim(world.db, { owner: 'test', kinds: Object.keys(afterMarkingHandlers) })
  const handler = job && afterMarkingHandlers[job.kind]
  if (job === undefined || handler === undefined) throw new Error('No job is queued.')
  const ctx = buildContext({ db: world.db, registries: world.ctx.registries })
  await runJob(ctx, { job, handler, stopping: new AbortController().signal })
  return findJob(world.db.query, job.id)
}

eachDatabase('drift of a golden line', (openDatabase) => {
  it('is raised once when a tag is pushed over, repaired by the same bytes, and stays in the history', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const over = await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await follow(world)
    await follow(world)

    const [drift, ...more] = await shown(world)
    expect(more).toEqual([])
    expect(drift).toMatchObject({
      kind: 'tag-moved',
      subject: '1.0',
      expected: version.digest,
      found: over.digest,
      learnedBy: 'sweep',
    })
    expect(await audited(world, 'golden.drift-detected')).toHaveLength(1)

    const repaired = await repairDrift(world.person('mia'), {
      drift: drift?.id ?? '',
      reason: 'not released',
    })
    expect(repaired).toMatchObject({ row: { resolution: 'repaired' }, repairedBy: 'mia' })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, '1.0')).toBe(version.digest)
    expect(await audited(world, 'golden.drift-repaired')).toEqual([
      { type: 'golden.drift-repaired', actor_name: 'mia', reason: 'not released' },
    ])
    await follow(world)
    expect(await shown(world)).toEqual([])
    expect(await shown(world, 'resolved')).toHaveLength(1)
  })

  it('is repaired even where the tag was pushed over with another golden version, which stays', async () => {
    const world = await open(await openDatabase())
    const { version: older } = await makeGolden(world, '1.0')
    const { version: newer } = await makeGolden(world, '1.1')
    const { url, repository } = world.target
    const path = (reference: string) => `${url}/v2/${repository}/manifests/${reference}`
    const read = await fetch(path(older.digest), { headers: { accept: older.mediaType } })
    const put = {
      method: 'PUT',
      headers: { 'content-type': older.mediaType },
      body: await read.arrayBuffer(),
    }
    expect((await fetch(path('1.1'), put)).status).toBe(201)
    await follow(world)
    const [drift] = await shown(world)
    expect(drift).toMatchObject({ subject: '1.1', expected: newer.digest, found: older.digest })

    await repairDrift(world.person('mia'), { drift: drift?.id ?? '' })
    expect(await digestAt(url, GOLDEN_REPOSITORY, '1.1')).toBe(newer.digest)
    expect(await digestAt(url, GOLDEN_REPOSITORY, '1.0')).toBe(older.digest)
  })

  it('ends by itself when the tag comes back', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await follow(world)
    const client = await world.ctx.registries.client(REGISTRY_ID)
    const golden = await client.getManifest(name, version.digest)
    if (golden.kind !== 'manifest') throw new Error('no manifest')
    await pushManifest(world.target, JSON.parse(Buffer.from(golden.bytes).toString()), {
      mediaType: golden.mediaType,
      tag: '1.0',
    })
    await follow(world)
    expect(await shown(world)).toEqual([])
    expect(await shown(world, 'resolved')).toMatchObject([{ resolution: 'by-itself' }])
    expect(await audited(world, 'golden.drift-resolved')).toHaveLength(1)
  })

  it('puts back from the vault what was deleted behind our back, and its tag', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const client = await world.ctx.registries.client(REGISTRY_ID)
    await client.deleteManifest(name, version.digest)
    await follow(world)
    // One pass notes that a tag is missing, a second one removes it.
    await follow(world)
    expect((await shown(world)).map(({ kind }) => kind).toSorted()).toEqual([
      'manifest-missing',
      'tag-deleted',
    ])

    for (const { id } of await shown(world)) await repairDrift(world.person('mia'), { drift: id })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, '1.0')).toBe(version.digest)
    expect(await checkLineNow(world.person('mia'), world.line.id)).toMatchObject({ open: 0, unknown: [] })
  })

  it('finds a child of an index that is gone, by asking, and puts it back by its digest', async () => {
    const children: string[] = []
    const world = await open(await openDatabase(), {
      fill: async (target) => {
        const one = await pushGood(target, 'child')
        children.push(one.digest)
        const platform = { os: 'linux', architecture: 'amd64' }
        const document = {
          schemaVersion: 2,
          mediaType: MEDIA_TYPE.ociIndex,
          manifests: [{ digest: one.digest, size: one.size, mediaType: one.mediaType, platform }],
        }
        await pushManifest(target, document, { mediaType: MEDIA_TYPE.ociIndex, tag: 'multi' })
      },
    })
    await makeGolden(world, 'multi')
    const [child = ''] = children
    const client = await world.ctx.registries.client(REGISTRY_ID)
    await client.deleteManifest(name, parseDigest(child))

    const check = { lineId: world.line.id, learnedBy: 'sweep', about: 'everything' } as const
    await checkLine(buildContext({ db: world.db, registries: world.ctx.registries }), check)
    const [drift] = await shown(world)
    expect(drift).toMatchObject({ kind: 'child-missing', subject: child })
    await repairDrift(world.person('mia'), { drift: drift?.id ?? '' })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, child)).toBe(child)
    expect(await shown(world)).toEqual([])
  })

  it('raises nothing while the registry does not answer, and says what is unknown', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await world.registry.stop()
    const checked = await checkLine(buildContext({ db: world.db, registries: world.ctx.registries }), {
      lineId: world.line.id,
      learnedBy: 'sweep',
      about: 'everything',
    })
    expect(checked).toMatchObject({ open: 0 })
    expect(checked?.unknown).toContain(version.digest)
  })

  it('repairs nothing for who may not move tags, nor for what is revoked', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await follow(world)
    const [drift] = await shown(world)
    const input = { drift: drift?.id ?? '' }
    await expect(repairDrift(world.person('vera'), input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(repairDrift(world.person('dan'), input)).rejects.toMatchObject({ code: 'forbidden' })

    const because = { category: 'defect', reason: 'broken' } as const
    const ifRevision = version.revision
    await revoke(world.person('mia'), { version: version.id, ifRevision, ...because })
    await expect(repairDrift(world.person('mia'), input)).rejects.toMatchObject({ code: 'conflict' })
    await follow(world)
    await checkLine(world.ctx, { lineId: world.line.id, learnedBy: 'sweep', about: 'everything' })
    expect(await shown(world, 'resolved')).toMatchObject([{ resolution: 'no-longer-golden' }])
  })

  it('sweeps every line of a registry as a job', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await queueLineChecks(world.ctx, 15)
    await queueLineChecks(world.ctx, 15)
    const client = await world.ctx.registries.client(REGISTRY_ID)
    await client.deleteManifest(name, version.digest)
    expect(await runNextJob(world)).toMatchObject({ status: 'succeeded' })
    await expect(runNextJob(world)).rejects.toThrow('No job')
    expect(await shown(world)).toMatchObject([{ kind: 'manifest-missing', learnedBy: 'sweep' }])
  })

  it('says by the clock that a policy is newer and that evidence grew old, of the version in force', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    await checkByClock(world.ctx)
    expect(await shown(world)).toEqual([])
    const published = {
      policy: world.line.policyId,
      document: STARTING_POLICY,
      reason: 'again',
      ifVersion: 1,
    }
    await publishPolicy(world.person('root'), {
      ...published,
      document: { ...STARTING_POLICY, graceDays: 7 },
    })
    const clock = { now: () => Date.now() + 60 * DAY_MS }
    await checkByClock(buildContext({ db: world.db, registries: world.ctx.registries, clock }))
    const found = await shown(world)
    expect(found.map(({ kind, learnedBy }) => `${kind} by ${learnedBy}`)).toContain('policy-newer by clock')
    expect(found.map(({ kind }) => kind)).toContain('evidence-stale')
    for (const { id } of found) {
      await expect(repairDrift(world.person('mia'), { drift: id })).rejects.toMatchObject({
        code: 'conflict',
      })
    }
  })

  it('tries again what fails, later and later, and keeps it from nothing else', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    let [failures, seconds] = [0, 0]
    const fail = async () => {
      failures += 1
      throw new Error('away')
    }
    const clock = { now: () => Date.now() + seconds * 1000 }
    const ctx = buildContext({ db: world.db, registries: world.ctx.registries, clock })
    const putOff: PutOff = new Map()
    const look = () => drainTouches(ctx, [fail, findDriftOfTouched], putOff)
    await look()
    expect(await shown(world)).toMatchObject([{ kind: 'tag-moved' }])
    for (seconds = 1; seconds <= 60; seconds += 1) await look()
    expect(failures).toBeGreaterThan(3)
    expect(failures).toBeLessThan(8)
    seconds = 1000
    expect(await drainTouches(ctx, [findDriftOfTouched], putOff)).toBeGreaterThan(0)
    expect(await look()).toBe(0)
  })

  it('misses a pin that names something else, and puts it back', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await updateLine(world.person('olga'), {
      line: world.line.id,
      ifRevision: world.line.revision,
      hasPins: true,
    })
    await checkByClock(world.ctx)
    expect(await shown(world)).toEqual([])
    await runTick(world.ctx)
    expect(await runNextJob(world)).toMatchObject({ status: 'succeeded' })
    const over = await pushImage(world.target, { tag: 'golden-1.0', layers: ['something else'] })
    await follow(world)
    const [drift] = await shown(world)
    expect(drift).toMatchObject({ kind: 'pin-missing', subject: 'golden-1.0', found: over.digest })
    await repairDrift(world.person('mia'), { drift: drift?.id ?? '' })
    expect(await digestAt(world.target.url, GOLDEN_REPOSITORY, 'golden-1.0')).toBe(version.digest)
  })

  it('ends with the line it is of', async () => {
    const world = await open(await openDatabase())
    await makeGolden(world, '1.0')
    await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await follow(world)
    const { revision: ifRevision, id: line } = world.line
    await archiveLine(world.person('olga'), { line, ifRevision, reason: 'over' })
    expect(await shown(world)).toEqual([])
    await checkByClock(world.ctx)
    expect(await shown(world, 'resolved')).toMatchObject([{ resolution: 'no-longer-golden' }])
  })
})
