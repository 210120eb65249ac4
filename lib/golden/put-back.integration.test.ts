import { expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { digestAt } from '@/lib/testing/deletion-world'
import {
  GOLDEN_REPOSITORY,
  type GoldenWorld,
  goldenWorlds,
  makeGolden,
  pushGood,
} from '@/lib/testing/golden-world'
import { crawlNow, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { entryOf, pushImage, pushIndex } from '@/lib/testing/push'
import { checkLine } from './drift/check-line'
import { drainTouches, findDriftOfTouched } from './drift/drain-touches'
import { putBackMissing } from './drift/put-back-missing'
import { ATTEMPTS_MAX } from './rules/put-back'
import { takeAttempt } from './store/put-back'
import { listDrift } from './use-cases/drift/list-drift'
import { repairDrift } from './use-cases/drift/repair'
import { getVersion } from './use-cases/get-version'
import { updateLine } from './use-cases/lines'
import { revoke } from './use-cases/revoke'

const MINUTE_MS = 60_000
const name = parseRepositoryName(GOLDEN_REPOSITORY)
const open = goldenWorlds()

/** What the server does by itself, some time later. */
const later = (world: GoldenWorld, minutes = 0) =>
  buildContext({
    db: world.db,
    registries: world.ctx.registries,
    clock: { now: () => Date.now() + minutes * MINUTE_MS },
  })

const look = (world: GoldenWorld) =>
  checkLine(later(world), { lineId: world.line.id, learnedBy: 'sweep', about: 'everything' })

async function drift(world: GoldenWorld, state: 'open' | 'resolved') {
  const { items } = await listDrift(world.person('mia'), { state, limit: 50 })
  return items
}

async function remove(world: GoldenWorld, digest: string): Promise<void> {
  const client = await world.ctx.registries.client(REGISTRY_ID)
  await client.deleteManifest(name, parseDigest(digest))
}

const at = (world: GoldenWorld, reference: string) => digestAt(world.target.url, GOLDEN_REPOSITORY, reference)

async function decided(world: GoldenWorld) {
  return world.db.query
    .selectFrom('golden_decision')
    .innerJoin('audit_event', 'audit_event.id', 'golden_decision.audit_event_id')
    .select(['verb', 'golden_decision.actor_name', 'audit_event.type', 'audit_event.digest'])
    .where('verb', '=', 'put-back')
    .execute()
}

/** A golden index of two images. */
async function goldenIndex(db: Database) {
  const children: Digest[] = []
  const world = await open(db, {
    fill: async (target) => {
      const listed = []
      for (const architecture of ['amd64', 'arm64']) {
        const child = await pushGood(target, architecture)
        children.push(child.digest)
        listed.push(entryOf(child, architecture))
      }
      await pushIndex(target, listed, 'multi')
    },
  })
  const { version } = await makeGolden(world, 'multi')
  return { world, children, version }
}

eachDatabase('a golden manifest that somebody deletes at the registry', (openDatabase) => {
  it('is put back by the system with its tag, once, as a decision that says what was found', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await remove(world, version.digest)
    expect(await at(world, '1.0')).toBeNull()
    await look(world)
    expect(await drift(world, 'open')).toMatchObject([{ row: { kind: 'manifest-missing' }, putBack: 'now' }])

    expect(await Promise.all([putBackMissing(later(world)), putBackMissing(later(world))])).toContain(1)
    expect(await at(world, '1.0')).toBe(version.digest)
    expect(await at(world, version.digest)).toBe(version.digest)
    expect(await drift(world, 'open')).toEqual([])
    expect(await drift(world, 'resolved')).toMatchObject([{ row: { resolution: 'put-back' } }])
    expect(await decided(world)).toEqual([
      { verb: 'put-back', actor_name: 'system', type: 'golden.put-back', digest: version.digest },
    ])
    const { pushers } = await getVersion(world.person('mia'), { version: version.id })
    expect(pushers).not.toContain('system')
    expect(await putBackMissing(later(world, 100))).toBe(0)
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await drainTouches(later(world), [findDriftOfTouched])
    expect(await drift(world, 'open')).toEqual([])
  })

  it('has its images put back before the index that lists them, and the index under its tag', async () => {
    const { world, children, version } = await goldenIndex(await openDatabase())
    for (const digest of [version.digest, ...children]) await remove(world, digest)
    await look(world)
    expect(await drift(world, 'open')).toHaveLength(3)

    await putBackMissing(later(world))
    for (const digest of [version.digest, ...children]) expect(await at(world, digest)).toBe(digest)
    expect(await at(world, 'multi')).toBe(version.digest)
    // The images had tags of their own, which are nobody's promise.
    expect(await at(world, 'amd64')).toBeNull()
    await look(world)
    expect(await drift(world, 'open')).toEqual([])
  })

  it('keeps a tag that names something else by now where it is: that is for people', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await remove(world, version.digest)
    const over = await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await crawlNow({ db: world.db, registries: world.ctx.registries })
    await drainTouches(later(world), [findDriftOfTouched])
    await look(world)

    expect(await putBackMissing(later(world))).toBe(1)
    expect(await at(world, version.digest)).toBe(version.digest)
    expect(await at(world, '1.0')).toBe(over.digest)
    expect(await drift(world, 'open')).toMatchObject([{ row: { kind: 'tag-moved' }, putBack: 'leave' }])
  })

  it('stays away once its version is revoked', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await remove(world, version.digest)
    await look(world)
    const because = { category: 'secret', reason: 'leaks' } as const
    await revoke(world.person('mia'), { version: version.id, ifRevision: version.revision, ...because })
    expect(await putBackMissing(later(world))).toBe(0)
    expect(await at(world, version.digest)).toBeNull()
  })

  it('is only told of where the line says so, and a person puts it back', async () => {
    const world = await open(await openDatabase())
    const { id: line, revision: ifRevision } = world.line
    await updateLine(world.person('olga'), { line, ifRevision, onMissing: 'tell' })
    const { version } = await makeGolden(world, '1.0')
    await remove(world, version.digest)
    await look(world)
    expect(await putBackMissing(later(world))).toBe(0)
    const [found] = await drift(world, 'open')
    expect(found).toMatchObject({ putBack: 'leave', row: { attempts: 0 } })
    await repairDrift(world.person('mia'), { drift: found?.row.id ?? '' })
    expect(await at(world, version.digest)).toBe(version.digest)
  })

  it('stays drift with its reason when the layers are gone, and is tried a bounded number of times', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const client = await world.ctx.registries.client(REGISTRY_ID)
    const manifest = await client.getManifest(name, version.digest)
    if (manifest.kind !== 'manifest') throw new Error('no manifest')
    const { config } = JSON.parse(Buffer.from(manifest.bytes).toString())
    await remove(world, version.digest)
    const blob = `${world.target.url}/v2/${GOLDEN_REPOSITORY}/blobs/${config.digest}`
    expect((await fetch(blob, { method: 'DELETE' })).status).toBe(202)
    await look(world)

    for (let round = 0; round < 3 * ATTEMPTS_MAX; round += 1) {
      expect(await putBackMissing(later(world, round * 61))).toBe(0)
    }
    expect(await drift(world, 'open')).toMatchObject([
      { putBack: 'given-up', row: { attempts: ATTEMPTS_MAX, attemptProblem: 'blobs-gone' } },
    ])
    expect(await decided(world)).toEqual([])
  })

  it('is left to people when it was put back and deleted again several times within a day', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    for (let round = 0; round < 3; round += 1) {
      await remove(world, version.digest)
      await look(world)
      expect(await putBackMissing(later(world))).toBe(1)
    }
    await remove(world, version.digest)
    await look(world)
    expect(await putBackMissing(later(world))).toBe(0)
    expect(await putBackMissing(later(world, 600))).toBe(0)
    expect(await drift(world, 'open')).toMatchObject([{ putBack: 'given-up', row: { attempts: 1 } }])
  })

  it('is finished by somebody else when an attempt is cut off after its effect', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const client = await world.ctx.registries.client(REGISTRY_ID)
    const kept = await client.getManifest(name, version.digest)
    if (kept.kind !== 'manifest') throw new Error('no manifest')
    await remove(world, version.digest)
    await look(world)
    const [found] = await drift(world, 'open')
    await takeAttempt(world.db.query, { id: found?.row.id ?? '', attempts: 0 }, Date.now() + MINUTE_MS)
    await client.putManifest({ repository: name, reference: version.digest, content: kept })

    // While it is under way nobody says that it came back by itself.
    await look(world)
    expect(await drift(world, 'open')).toMatchObject([{ putBack: 'under-way' }])
    expect(await putBackMissing(later(world))).toBe(0)
    expect(await putBackMissing(later(world, 2))).toBe(1)
    expect(await at(world, '1.0')).toBe(version.digest)
    expect(await decided(world)).toHaveLength(1)
  })
})
