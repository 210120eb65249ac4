import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { afterEach, expect, it } from 'vitest'
import type { Context } from '@/lib/access/context'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { buildPerson } from '@/lib/testing/context'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { eachDatabase, openSqliteForTest } from '@/lib/testing/database'
import { deletionWorld, digestAt, readTags, runDeletion } from '@/lib/testing/deletion-world'
import { crawlNow, REGISTRY_ID, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { digestOf as contentDigestOf, type Pushed, pushImage, pushManifest } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { startStubRegistry } from '@/lib/testing/stub-registry'
import { protect } from './store/protection'
import { getDeletion } from './use-cases/get-deletion'
import { planDeletionOf, planTagDeletion } from './use-cases/plan-deletion'
import { deleteTag, startDeletion } from './use-cases/start-deletion'

const REPOSITORY = 'team/app'
const place = { registry: REGISTRY_NAME, repository: REPOSITORY }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** `v1` and `latest` of one image, `v2` of another, `multi` an index of the second. */
async function fill({ url }: RunningRegistry): Promise<void> {
  const target = { url, repository: REPOSITORY }
  for (const tag of ['v1', 'latest']) await pushImage(target, { tag, layers: ['base', 'one'] })
  const second = await pushImage(target, { tag: 'v2', layers: ['base', 'two'] })
  const index = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.ociIndex,
    manifests: [
      {
        mediaType: second.mediaType,
        digest: second.digest,
        size: second.size,
        platform: { os: 'linux', architecture: 'amd64' },
      },
    ],
  }
  await pushManifest(target, index, { mediaType: MEDIA_TYPE.ociIndex, tag: 'multi' })
  await pushImage(target, { tag: 'alone', layers: ['base', 'alone'] })
}

async function open(db: Database, options: Parameters<typeof deletionWorld>[2] = {}) {
  const world = await deletionWorld(db, fill, options)
  closing.push(() => world.close())
  return { ...world, url: world.registry.url, before: await readTags(world.registry.url, REPOSITORY) }
}

const digestOf = (tags: ReadonlyMap<string, string | null>, tag: string) => tags.get(tag) ?? ''
const named = (tags: ReadonlyMap<string, string | null>, ...names: string[]) =>
  names.map((tag) => ({ tag, digest: digestOf(tags, tag) }))

async function rows(db: Database) {
  return {
    audit: await db.query
      .selectFrom('audit_event')
      .select(['resource', 'actor_name', 'digest'])
      .where('type', '=', 'tag.deleted')
      .execute(),
    history: await db.query
      .selectFrom('tag_event')
      .select(['tag', 'kind', 'learned_by', 'actor_name'])
      .where('kind', '=', 'deleted')
      .execute(),
    trash: await db.query.selectFrom('trash_item').select(['tag', 'digest']).execute(),
    tags: (await db.query.selectFrom('tag').select('name').orderBy('name').execute()).map(({ name }) => name),
  }
}

eachDatabase('deleting one tag', (openDatabase) => {
  it('removes it and leaves the sibling of its digest, with one row each of audit, history and trash', async () => {
    const { db, ctx, url, before } = await open(await openDatabase())
    const plan = await planTagDeletion(ctx, { ...place, tag: 'v1' })
    expect(plan).toMatchObject({
      method: { kind: 'tombstone' },
      live: { state: 'same' },
      tags: [{ fate: 'remove', siblings: { first: ['latest'] }, becomesUntagged: false }],
    })
    const { jobId } = await deleteTag(ctx, { ...place, tag: 'v1', expectedDigest: digestOf(before, 'v1') })
    expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded', done: 1, failed: 0 })

    const { v1: _, ...others } = Object.fromEntries(before)
    expect(Object.fromEntries(await readTags(url, REPOSITORY))).toEqual(others)
    const digest = digestOf(before, 'v1')
    expect(await rows(db)).toEqual({
      audit: [{ resource: `main/${REPOSITORY}:v1`, actor_name: 'admin', digest }],
      history: [{ tag: 'v1', kind: 'deleted', learned_by: 'assay', actor_name: 'admin' }],
      trash: [{ tag: 'v1', digest }],
      tags: ['alone', 'latest', 'multi', 'v2'],
    })
    await crawlNow({ db, registries: ctx.registries })
    expect((await rows(db)).history).toHaveLength(1)
  })

  it('is refused where the tag moved, was not named by a digest, or is protected', async () => {
    const { db, ctx, before } = await open(await openDatabase())
    const wrong = deleteTag(ctx, { ...place, tag: 'v1', expectedDigest: digestOf(before, 'v2') })
    await expect(wrong).rejects.toMatchObject({ code: 'tag-moved' })
    const unsaid = deleteTag(ctx, { ...place, tag: 'v1', expectedDigest: undefined })
    await expect(unsaid).rejects.toMatchObject({ code: 'precondition-required' })

    await golden(db, digestOf(before, 'multi'))
    for (const tag of ['multi', 'v2']) {
      const refused = deleteTag(ctx, { ...place, tag, expectedDigest: digestOf(before, tag) })
      await expect(refused).rejects.toMatchObject({ code: 'tag-is-golden' })
    }
  })
})

async function golden(db: Database, digest: string): Promise<void> {
  const repository = await db.query
    .selectFrom('repository')
    .select('id')
    .where('name', '=', REPOSITORY)
    .executeTakeFirstOrThrow()
  await transaction(db, (tx) =>
    protect(
      tx,
      { registryId: REGISTRY_ID, repositoryId: repository.id },
      { digests: [digest], source: 'golden', detail: 'base 1', at: 1 },
    ),
  )
}

async function openOne(options: Parameters<typeof deletionWorld>[2] = {}) {
  const { database, close } = await openSqliteForTest()
  closing.push(close)
  return open(database, options)
}

const start = (ctx: Context, input: Omit<Parameters<typeof startDeletion>[1], 'registry' | 'repository'>) =>
  startDeletion(ctx, { ...place, ...input })

it('leaves alone a tag that became protected after it was confirmed', async () => {
  const { db, ctx, url, before } = await openOne()
  const { jobId } = await start(ctx, { tags: named(before, 'v1', 'alone') })
  await golden(db, digestOf(before, 'v1'))
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded', done: 2 })
  expect([...(await readTags(url, REPOSITORY)).keys()].sort()).toEqual(['latest', 'multi', 'v1', 'v2'])
  expect(
    await db.query.selectFrom('deletion_item').select(['key', 'state', 'reason']).orderBy('key').execute(),
  ).toEqual([
    { key: 'alone', state: 'verified', reason: null },
    { key: 'v1', state: 'skipped', reason: 'protected' },
  ])
})

it('leaves alone a tag that was pushed anew, and tells of one that is gone already', async () => {
  const { db, ctx, url, before } = await openOne()
  const { jobId } = await start(ctx, { tags: named(before, 'v1', 'alone', 'v2') })
  const pushed = await pushImage({ url, repository: REPOSITORY }, { tag: 'v1', layers: ['new'] })
  const gone = `${url}/v2/${REPOSITORY}/manifests/${digestOf(before, 'alone')}`
  await (await request(gone, { method: 'DELETE' })).body.dump()
  await runDeletion({ ctx, db }, jobId)
  const after = await readTags(url, REPOSITORY)
  expect(after.get('v1')).toBe(pushed.digest)
  expect([...after.keys()].sort()).toEqual(['latest', 'multi', 'v1'])
  const { items } = await getDeletion(ctx, { job: jobId })
  expect(new Map(items.map(({ key, state, reason }) => [key, [state, reason]]))).toEqual(
    new Map([
      ['v1', ['skipped', 'changed']],
      ['alone', ['verified', 'gone']],
      ['v2', ['verified', null]],
    ]),
  )
  expect((await rows(db)).audit).toHaveLength(1)
})

it('stops when whoever asked for it has lost the right', async () => {
  const { db, as, url, before } = await openOne()
  const ann = buildPerson('ann', { grants: [{ role: 'maintainer' }] })
  const ctx = as(ann)
  const { jobId } = await start(ctx, { tags: named(before, 'v1') })
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'failed', problem_code: 'forbidden' })
  expect(await readTags(url, REPOSITORY)).toEqual(before)
})

it('deletes what becomes untagged only when asked to, and nothing that something needs', async () => {
  const { db, ctx, url, before } = await openOne()
  const tags = named(before, 'v1', 'v2', 'alone')
  const plan = await planDeletionOf(ctx, { ...place, tags, removeUntagged: true })
  expect(plan.removed).toEqual([digestOf(before, 'alone')])
  const only = Buffer.from('alone').length
  expect(plan.reclaimable.bytes).toBeGreaterThan(only)
  const { jobId } = await start(ctx, { tags, removeUntagged: true, confirm: 3 })
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded', done: 4 })
  expect(await digestAt(url, REPOSITORY, digestOf(before, 'alone'))).toBeNull()
  expect(await digestAt(url, REPOSITORY, digestOf(before, 'v2'))).toBe(before.get('v2'))
  expect((await readTags(url, REPOSITORY)).get('latest')).toBe(before.get('latest'))
})

it('deletes a whole repository once its name is typed, and a filter once its number is', async () => {
  const { db, ctx, url } = await openOne()
  await expect(start(ctx, { all: true })).rejects.toMatchObject({ code: 'confirmation-required' })
  const filtered = await start(ctx, { filter: { q: 'v' } })
  expect(filtered.total).toBe(2)
  await runDeletion({ ctx, db }, filtered.jobId)
  const { jobId } = await start(ctx, { all: true, removeUntagged: true, confirm: REPOSITORY })
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded' })
  expect(await readTags(url, REPOSITORY)).toEqual(new Map())
})

it('answers a request sent twice with one key once, and refuses another one of that key', async () => {
  const { db, ctx, before } = await openOne()
  const input = { tags: named(before, 'v1'), idempotencyKey: 'once' }
  const first = await start(ctx, input)
  expect(await start(ctx, input)).toEqual(first)
  expect(await db.query.selectFrom('deletion').select('id').execute()).toHaveLength(1)
  const other = start(ctx, { ...input, tags: named(before, 'v2') })
  await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reuse' })
})

it('writes nothing to a registry that does not delete, and says so beforehand', async () => {
  const { ctx, db, url, before } = await openOne({ deleteEnabled: false })
  await expect(start(ctx, { tags: named(before, 'v1') })).rejects.toMatchObject({ code: 'deletes-disabled' })
  // As if it was switched off after it was last asked.
  await db.query
    .updateTable('registry')
    .set({ capabilities: capabilitiesWith('yes') })
    .execute()
  const { jobId } = await start(ctx, { tags: named(before, 'v1') })
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({
    status: 'failed',
    problem_code: 'deletes-disabled',
  })
  expect(await readTags(url, REPOSITORY)).toEqual(before)
})

function capabilitiesWith(state: string): string {
  const states = ['catalog', 'tagPaging', 'deleteEnabled', 'referrersApi', 'mount', 'conditionalGet']
  return JSON.stringify({
    ...Object.fromEntries(states.map((name) => [name, state])),
    deleteByTag: 'no',
    authentication: 'anonymous',
    realm: null,
    server: null,
    latencyMs: 1,
  })
}

it('never puts a tombstone where a registry says that tags are not deleted by its API', async () => {
  // A STUB of one answer, as Harbor gives it; everything else is the registry's own.
  const harbor = await startStubRegistry(() => ({
    status: 400,
    body: JSON.stringify({ errors: [{ code: 'UNSUPPORTED', message: 'use the API of tags' }] }),
  }))
  closing.push(() => harbor.stop())
  const isUntag = (path: string, method: string) => method === 'DELETE' && /\/manifests\/[^:/]+$/.test(path)
  let written = 0
  const { ctx, db, url, before } = await openOne({
    through: async (target) => {
      const proxy = await countingProxy(target, {
        rewrite: (path, method) => {
          if (method === 'PUT' || method === 'POST') written += 1
          return isUntag(path, method) ? new URL(path, harbor.url).href : path
        },
      })
      closing.push(() => proxy.close())
      return proxy.url
    },
  })
  const plan = await planDeletionOf(ctx, { ...place, tags: named(before, 'v1') })
  expect(plan.method).toEqual({ kind: 'unavailable', because: 'untag-unsupported' })
  const tags = named(before, 'v1', 'alone')
  await expect(start(ctx, { tags })).rejects.toMatchObject({ code: 'untag-unsupported' })

  // As if another registry answered there when it was last asked.
  await db.query
    .updateTable('registry')
    .set({ capabilities: capabilitiesWith('yes') })
    .execute()
  written = 0
  const { jobId } = await start(ctx, { tags })
  const refused = { status: 'failed', problem_code: 'untag-unsupported' }
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject(refused)
  expect(written).toBe(0)
  expect(await readTags(url, REPOSITORY)).toEqual(before)
})

it('gives tags back what they named where deleting is switched off in the middle', async () => {
  let isOff = false
  let other: RunningRegistry | undefined
  const world = await openOne({
    through: async (url) => {
      const proxy = await countingProxy(url, {
        // The throw-away manifest is the second digest that is deleted: the first one asks whether that can be done.
        rewrite: (path) => {
          const isByDigest = path.includes('/manifests/sha256:')
          if (!isByDigest || !isOff || other === undefined) return path
          digests += 1
          return digests > 1 ? new URL(path, other.url).href : path
        },
      })
      closing.push(() => proxy.close())
      return proxy.url
    },
  })
  let digests = 0
  const disabled = await startRegistry({ deleteEnabled: false, rootDir: world.registry.rootDir })
  closing.push(() => disabled.stop())
  other = disabled
  isOff = true
  const { jobId } = await start(world.ctx, { tags: named(world.before, 'v1', 'alone') })
  expect(await runDeletion(world, jobId)).toMatchObject({ status: 'partial', failed: 2 })
  expect(await readTags(world.url, REPOSITORY)).toEqual(world.before)
  expect((await rows(world.db)).audit).toEqual([])
})

it('gives a tag back what somebody pushed between the last look and the write over it, and says so', async () => {
  let isArmed = false
  let direct = ''
  let pushing: Promise<Pushed> | undefined
  const world = await openOne({
    through: async (url) => {
      direct = url
      const proxy = await countingProxy(url, {
        delayMs: 150,
        rewrite: (path) => {
          const isLook = isArmed && path.endsWith('/manifests/v1')
          if (isLook) {
            const target = { url: direct, repository: REPOSITORY }
            pushing ??= sleep(230).then(() => pushManifest(target, rebuilt, { mediaType, tag: 'v1' }))
          }
          return path
        },
      })
      closing.push(() => proxy.close())
      return proxy.url
    },
  })
  const target = { url: direct, repository: REPOSITORY }
  const { bytes, mediaType } = await pushImage(target, { layers: ['rebuilt'] })
  const rebuilt = { ...JSON.parse(bytes.toString('utf8')), annotations: { build: '2' } }
  const { jobId } = await start(world.ctx, { tags: named(world.before, 'v1') })
  isArmed = true
  // The registry tells of the push as it happens.
  const digest = contentDigestOf(JSON.stringify(rebuilt))
  await tellOfPush(world.db, { tag: 'v1', digest })
  await runDeletion(world, jobId)
  expect((await pushing)?.digest).toBe(digest)
  expect((await readTags(direct, REPOSITORY)).get('v1')).toBe(digest)
  const { items } = await getDeletion(world.ctx, { job: jobId })
  expect(items).toMatchObject([{ state: 'skipped', reason: 'overwritten' }])
})

async function tellOfPush(db: Database, { tag, digest }: { tag: string; digest: string }): Promise<void> {
  const at = Date.now()
  await db.query
    .insertInto('notification_endpoint')
    .values({
      registry_id: REGISTRY_ID,
      secret_hash: 'x',
      secret_made_at: 1,
      first_event_at: at,
      lease_until: 0,
    })
    .execute()
  const event = {
    registry_id: REGISTRY_ID,
    event_id: 'e1',
    action: 'push',
    effect: 'look',
    repository: REPOSITORY,
  }
  await db.query
    .insertInto('notification_event')
    .values({ ...event, tag, digest, occurred_at: at, received_at: at, due_at: at, attempts: 0 })
    .execute()
}

const DISTRIBUTION_3 = process.env.ASSAY_DISTRIBUTION_3 ?? '/usr/local/bin/registry'

it.skipIf(!existsSync(DISTRIBUTION_3))(
  'deletes tags by their names on distribution 3, and leaves their manifests',
  async () => {
    const { db, ctx, url, before } = await openOne({ program: DISTRIBUTION_3 })
    const plan = await planTagDeletion(ctx, { ...place, tag: 'alone' })
    expect(plan).toMatchObject({ method: { kind: 'untag' }, tags: [{ becomesUntagged: true }] })
    const { jobId } = await start(ctx, { tags: named(before, 'v1', 'alone') })
    expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded', done: 2 })
    const { v1: _, alone: __, ...others } = Object.fromEntries(before)
    expect(Object.fromEntries(await readTags(url, REPOSITORY))).toEqual(others)
    expect(await digestAt(url, REPOSITORY, digestOf(before, 'alone'))).toBe(before.get('alone'))
    expect((await rows(db)).audit).toHaveLength(2)
  },
)
