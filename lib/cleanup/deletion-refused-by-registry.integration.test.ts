import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { readTags, runDeletion } from '@/lib/testing/deletion-world'
import { named, place, REPOSITORY, smallRepositories, start } from '@/lib/testing/small-repository'
import { startStubRegistry } from '@/lib/testing/stub-registry'
import { planDeletionOf } from './use-cases/plan-deletion'

const { openOne, later } = smallRepositories()

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
  later(() => harbor.stop())
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
      later(() => proxy.close())
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

it('takes tags off as well where a registry took their tombstone away and then failed', async () => {
  const failing = await startStubRegistry(() => ({ status: 500, body: '{"errors":[{"code":"UNKNOWN"}]}' }))
  later(() => failing.stop())
  let revisions = ''
  let hasFailed = false
  const world = await openOne({
    through: async (target) => {
      const proxy = await countingProxy(target, {
        rewrite: (path, method) => {
          const [, hex] = /\/manifests\/sha256:([0-9a-f]{64})$/.exec(path) ?? []
          const isThere = hex !== undefined && existsSync(join(revisions, hex))
          if (method !== 'DELETE' || !isThere || hasFailed) return path
          // As distribution does when somebody pushes to a tag that is about to go: the manifest first, then 500.
          hasFailed = true
          rmSync(join(revisions, hex), { recursive: true })
          return new URL(path, failing.url).href
        },
      })
      later(() => proxy.close())
      return proxy.url
    },
  })
  const data = join(world.registry.rootDir, 'data/docker/registry/v2/repositories', REPOSITORY)
  revisions = join(data, '_manifests/revisions/sha256')

  const { jobId } = await start(world.ctx, { tags: named(world.before, 'v1', 'alone') })
  expect(await runDeletion(world, jobId)).toMatchObject({ status: 'succeeded', done: 2 })

  expect(hasFailed).toBe(true)
  expect([...(await readTags(world.url, REPOSITORY)).keys()].sort()).toEqual(['latest', 'multi', 'v2'])
})
