import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { readTags, runDeletion } from '@/lib/testing/deletion-world'
import { REGISTRY_ID } from '@/lib/testing/index-fixture'
import { digestOf as contentDigestOf, type Pushed, pushImage, pushManifest } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import {
  digestOf,
  named,
  protectAsGolden,
  REPOSITORY,
  smallRepositories,
  start,
  tracesOf,
} from '@/lib/testing/small-repository'
import { getDeletion } from './use-cases/get-deletion'

const { openOne, later } = smallRepositories()

it('leaves alone a tag that became protected after it was confirmed', async () => {
  const { db, ctx, url, before } = await openOne()
  const { jobId } = await start(ctx, { tags: named(before, 'v1', 'alone') })
  await protectAsGolden(db, digestOf(before, 'v1'))
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
  expect((await tracesOf(db)).audit).toHaveLength(1)
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
      later(() => proxy.close())
      return proxy.url
    },
  })
  let digests = 0
  const disabled = await startRegistry({ deleteEnabled: false, rootDir: world.registry.rootDir })
  later(() => disabled.stop())
  other = disabled
  isOff = true
  const { jobId } = await start(world.ctx, { tags: named(world.before, 'v1', 'alone') })
  expect(await runDeletion(world, jobId)).toMatchObject({ status: 'partial', failed: 2 })
  expect(await readTags(world.url, REPOSITORY)).toEqual(world.before)
  expect((await tracesOf(world.db)).audit).toEqual([])
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
      later(() => proxy.close())
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
