import { expect, it } from 'vitest'
import type { Context } from '@/lib/access/context'
import type { Database } from '@/lib/db/connection'
import { claim } from '@/lib/jobs/store/lease'
import { enqueue } from '@/lib/jobs/store/queue'
import { buildContext, buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addRegistryRow, addRepositoryRows, type RowImage, weightOf } from '@/lib/testing/index-rows'
import { digestOf } from '@/lib/testing/push'
import { runOneJob } from '@/lib/testing/run-one-job'
import { catalogHandlers } from './handlers'
import { readStorageState } from './store/storage-totals'
import { getLayerHistory } from './use-cases/get-layer-history'
import { getManifest } from './use-cases/get-manifest'
import { getStorage } from './use-cases/get-storage'
import { listImagesWithLayer } from './use-cases/list-images-with-layer'
import { queueStorageWhenDue, STORAGE_KIND } from './use-cases/queue-storage'

const WEB: RowImage = { tags: ['1', 'latest'], layers: { base: 1000, web: 10 } }
const API: RowImage = { tags: ['1'], layers: { base: 1000, common: 100 } }
const JOBS: RowImage = { tags: ['1'], layers: { base: 1000, common: 100, jobs: 1 } }
const own = (image: RowImage) => weightOf(image).config + weightOf(image).manifest

eachDatabase('storage', (open) => {
  it('says what each repository, namespace and registry holds and holds alone', async () => {
    const { ctx } = await filled(await open())
    await computeNow(ctx)

    const all = await getStorage(ctx, { registry: 'one', namespace: '', by: 'total' })
    const jobs = 1 + own(JOBS)
    const team = 1000 + 10 + own(WEB) + 100 + own(API) + jobs
    expect(all).toMatchObject({ isStale: false, rest: null })
    // The same base is in the other registry, and `web` as a whole.
    expect(all.here).toMatchObject({ totalBytes: team + 5 + own(BARE), repositories: 4, tags: 5 })
    expect(all.here?.uniqueBytes).toBe(100 + own(API) + jobs + 5 + own(BARE))
    const [first] = all.items
    expect(first).toMatchObject({ kind: 'namespace', path: 'team', totalBytes: team, uniqueBytes: team })
    expect(first?.children.map(({ path, uniqueBytes }) => [path, uniqueBytes])).toEqual([
      ['team/b', 100 + own(API) + jobs],
      ['team/web', 10 + own(WEB)],
    ])
    expect(all.layers[0]).toMatchObject({ digest: digestOf('base'), size: 1000, images: 3, repositories: 3 })

    const below = await getStorage(ctx, { registry: 'one', namespace: 'team/b', by: 'unique' })
    expect(below.items.map(({ path, uniqueBytes }) => [path, uniqueBytes])).toEqual([
      ['team/b/jobs', jobs],
      ['team/b/api', own(API)],
    ])
  })

  it('tells nothing of repositories an actor may not see, not even their number', async () => {
    const { ctx, db } = await filled(await open())
    await computeNow(ctx)
    const person = buildPerson('ann', { grants: [{ registryId: 'reg_one', path: 'team/b', role: 'viewer' }] })
    await grant(db, person.id, 'reg_one:team/b')
    const asAnn = buildContext({ db, actor: person })

    const seen = await getStorage(asAnn, { registry: 'one', namespace: '', by: 'total' })
    expect(seen).toMatchObject({ here: null })
    expect(JSON.stringify(seen)).not.toMatch(/hidden/i)
    expect(seen.items).toHaveLength(1)
    expect(seen.items[0]).toMatchObject({ path: 'team', totalBytes: null, repositories: 2 })
    expect(seen.items[0]?.children[0]).toMatchObject({ path: 'team/b', totalBytes: expect.any(Number) })
    expect(seen.layers.map(({ digest, images, repositories }) => [digest, images, repositories])).toEqual([
      [digestOf('base'), 2, 2],
      [digestOf('common'), 2, 2],
    ])
    await expect(
      getStorage(asAnn, { registry: 'one', namespace: 'team/w', by: 'total' }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(getStorage(asAnn, { registry: 'two', namespace: '', by: 'total' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('is computed again only after a change, and leaves one job behind', async () => {
    const { ctx, db } = await filled(await open())
    await computeNow(ctx)
    expect((await readStorageState(db.query)).staleSince).toBeNull()
    await queueStorageWhenDue(ctx)
    expect(await claim(db, { owner: 'test', kinds: [STORAGE_KIND] })).toBeUndefined()

    await addRepositoryRows(db, { registryId: 'reg_one', repository: 'new/one' }, [BARE])
    const shown = await getStorage(ctx, { registry: 'one', namespace: '', by: 'total' })
    expect(shown.isStale).toBe(true)
    expect(shown.items.find((item) => item.path === 'new')?.children[0]).toMatchObject({ totalBytes: null })
    await computeNow(ctx)
    const jobs = await db.query.selectFrom('job').select('id').where('kind', '=', STORAGE_KIND).execute()
    expect(jobs).toHaveLength(1)
  })

  it('names who shares a layer in every registry an actor may see, and says nothing of the others', async () => {
    const { ctx, db, digests } = await filled(await open())
    const layer = { registry: 'one', digest: digestOf('base') }
    const all = await listImagesWithLayer(ctx, layer)
    expect(all).toMatchObject({ total: 4 })
    expect(all.items.map((item) => item.registry)).toEqual(['one', 'one', 'one', 'two'])

    const person = buildPerson('ann', { grants: [{ registryId: 'reg_one', path: 'team/b', role: 'viewer' }] })
    await grant(db, person.id, 'reg_one:team/b')
    const asAnn = buildContext({ db, actor: person })
    const some = await listImagesWithLayer(asAnn, layer)
    expect(Object.keys(some).toSorted()).toEqual(['items', 'total'])
    expect(some.total).toBe(2)

    const target = { registry: 'one', repository: 'team/b/jobs', digest: digests.get('team/b/jobs') ?? '' }
    const [base] = (await getLayerHistory(ctx, target)).layers
    expect(base?.sharedWith).toEqual({
      images: 2,
      repositories: 2,
      registries: 1,
      isAtLeast: false,
    })
    const [seen] = (await getLayerHistory(asAnn, target)).layers
    expect(seen?.sharedWith).toEqual({ images: 1, repositories: 1, registries: 0, isAtLeast: false })
  })

  it('says of an image how much of it no other image of the registry holds', async () => {
    const { ctx, digests } = await filled(await open())
    const digest = digests.get('team/b/jobs') ?? ''
    const { storage, manifest } = await getManifest(ctx, {
      registry: 'one',
      repository: 'team/b/jobs',
      digest,
    })
    expect(storage).toEqual({ sharedBytes: 1100, uniqueBytes: (manifest.total_size ?? 0) - 1100 })
  })
})

const BARE: RowImage = { tags: ['1'], layers: { bare: 5 } }

async function filled(db: Database) {
  await addRegistryRow(db, 'reg_one', 'one')
  await addRegistryRow(db, 'reg_two', 'two')
  const digests = new Map<string, string>()
  for (const [repository, image] of [
    ['team/web', WEB],
    ['team/b/api', API],
    ['team/b/jobs', JOBS],
    ['bare', BARE],
  ] as const) {
    const [digest = ''] = await addRepositoryRows(db, { registryId: 'reg_one', repository }, [image])
    digests.set(repository, digest)
  }
  await addRepositoryRows(db, { registryId: 'reg_two', repository: 'mirror/web' }, [WEB])
  return { ctx: buildContext({ db }), db, digests }
}

async function computeNow(ctx: Context): Promise<void> {
  const id = `job_${Math.random().toString(36).slice(2)}`
  const facts = { registryId: null, input: {}, dedupeKey: STORAGE_KIND, createdBy: 'test', createdAt: 1 }
  await enqueue(ctx.db.query, { id, kind: STORAGE_KIND, ...facts })
  expect(await runOneJob(ctx, catalogHandlers)).toMatchObject({ kind: STORAGE_KIND, status: 'succeeded' })
}

async function grant(db: Database, principalId: string, scope: string): Promise<void> {
  const [registryId = '', path = ''] = scope.split(':')
  await db.query
    .insertInto('access_grant')
    .values({
      id: `gra_${principalId}`,
      principal_kind: 'user',
      principal_id: principalId,
      registry_id: registryId,
      path,
      scope,
      role: 'viewer',
      created_by: 'test',
      created_at: 1,
    })
    .execute()
}
