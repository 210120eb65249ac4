import { afterEach, expect, it } from 'vitest'
import { findTag } from '@/lib/catalog/store/tags'
import type { Database } from '@/lib/db/connection'
import { runJob } from '@/lib/jobs/run-job'
import { findJob } from '@/lib/jobs/store/jobs'
import { claim } from '@/lib/jobs/store/lease'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { adminActor, buildContext, buildPerson, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_ID, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { digestOf, type Pushed, pushImage, pushManifest } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'
import { tagHandlers } from './handlers/tag-handlers'
import { keepManifests } from './store/kept-manifests'
import { listTrashRows } from './store/list-trash'
import { protect } from './store/protection'
import { addTrash } from './store/trash'
import { checkItem } from './use-cases/check-item'
import { expireTrash } from './use-cases/expire-trash'
import { listTrash } from './use-cases/list-trash'
import { promote } from './use-cases/promote'
import { purgeItem } from './use-cases/purge-item'
import { restoreItem } from './use-cases/restore-item'
import { restoreMany } from './use-cases/restore-many'
import { retag } from './use-cases/retag'
import { updateTrashPeriod } from './use-cases/trash-period'

const REPOSITORY = 'team/app'
const name = parseRepositoryName(REPOSITORY)
const tagOf = parseTagName
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function world(db: Database) {
  const registry = await startRegistry()
  closing.push(() => registry.stop())
  const pool = poolTo(registry.url)
  closing.push(() => pool.close())
  await addTestRegistry(db, registry.url)
  const target = { url: registry.url, repository: REPOSITORY }
  const parts = { db, registries: pool }
  const ctx = buildContext({ ...parts, actor: adminActor })
  const client = await pool.client(REGISTRY_ID)
  return { ctx, client, target, parts, crawl: () => crawlNow(parts) }
}

/** Deletes manifests as a person with a digest and curl would, and puts their bytes into the trash. */
async function trash(w: Awaited<ReturnType<typeof world>>, tag: string, pushed: readonly Pushed[]) {
  const { db } = w.ctx
  const repository = await db.query
    .selectFrom('repository')
    .select('id')
    .where('name', '=', REPOSITORY)
    .executeTakeFirstOrThrow()
  const now = Date.now()
  const expiresAt = now + 60_000
  const top = pushed.at(-1)
  if (top === undefined) throw new Error('Nothing to delete.')
  await keepManifests(db.query, { manifests: pushed, until: expiresAt })
  await addTrash(db.query, [
    {
      registryId: REGISTRY_ID,
      repositoryId: repository.id,
      repository: REPOSITORY,
      tag,
      digest: top.digest,
      mediaType: top.mediaType,
      totalSize: null,
      deletionId: null,
      reason: 'old',
      deletedBy: { id: 'usr_a', name: 'anna' },
      deletedAt: now,
      expiresAt,
    },
  ])
  for (const { digest } of [...pushed].reverse()) await w.client.deleteManifest(name, digest)
  await db.query.deleteFrom('tag').where('name', '=', tag).execute()
  const [item] = (await listTrash(w.ctx, { limit: 1 })).items
  if (item === undefined) throw new Error('The trash is empty.')
  return item
}

const auditOf = (db: Database, type: string) =>
  db.query
    .selectFrom('audit_event')
    .select(['resource', 'digest', 'actor_name'])
    .where('type', '=', type)
    .execute()

async function run(w: Awaited<ReturnType<typeof world>>) {
  const job = await claim(w.ctx.db, { owner: 'test', kinds: Object.keys(tagHandlers) })
  const handler = job && tagHandlers[job.kind]
  if (job === undefined || handler === undefined) throw new Error('No job is queued.')
  const ctx = buildContext(w.parts)
  await runJob(ctx, { job, handler, stopping: new AbortController().signal })
  return findJob(w.ctx.db.query, job.id)
}

eachDatabase('the trash', (open) => {
  it('restores the same bytes under the same tag, with index, history and audit', async () => {
    const w = await world(await open())
    const image = await pushImage(w.target, { tag: 'v1' })
    await w.crawl()
    const item = await trash(w, 'v1', [image])
    expect(item).toMatchObject({ tag: 'v1', state: 'restorable', deleted_by: 'anna' })

    await restoreItem(w.ctx, { item: item.id })

    const back = await w.client.getManifest(name, tagOf('v1'))
    expect(back).toMatchObject({ digest: image.digest })
    expect(Buffer.from('bytes' in back ? back.bytes : []).equals(image.bytes)).toBe(true)
    expect(await findTag(w.ctx.db.query, item.repository_id, 'v1')).toMatchObject({ digest: image.digest })
    const history = await w.ctx.db.query
      .selectFrom('tag_event')
      .select(['kind', 'learned_by', 'actor_name'])
      .where('learned_by', '=', 'assay')
      .execute()
    expect(history).toEqual([{ kind: 'created', learned_by: 'assay', actor_name: 'admin' }])
    expect(await auditOf(w.ctx.db, 'tag.restored')).toMatchObject([{ digest: image.digest }])
    await expect(restoreItem(w.ctx, { item: item.id })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('restores what an index lists before the index', async () => {
    const w = await world(await open())
    const child = await pushImage(w.target, { layers: ['one'] })
    const mediaType = MEDIA_TYPE.ociIndex
    const entry = { mediaType: child.mediaType, digest: child.digest, size: child.size }
    const platform = { os: 'linux', architecture: 'amd64' }
    const document = { schemaVersion: 2, mediaType, manifests: [{ ...entry, platform }] }
    const index = await pushManifest(w.target, document, { mediaType, tag: 'multi' })
    await w.crawl()
    const item = await trash(w, 'multi', [child, index])

    await restoreItem(w.ctx, { item: item.id })

    expect(await w.client.getManifest(name, tagOf('multi'))).toMatchObject({ digest: index.digest })
    expect(await w.client.getManifest(name, child.digest)).toMatchObject({ digest: child.digest })
  })

  it('refuses to overwrite a tag that came back with another digest, unless somebody saw it', async () => {
    const w = await world(await open())
    const image = await pushImage(w.target, { tag: 'v1' })
    await w.crawl()
    const item = await trash(w, 'v1', [image])
    const other = await pushImage(w.target, { tag: 'v1', layers: ['another'] })

    await expect(restoreItem(w.ctx, { item: item.id })).rejects.toMatchObject({
      code: 'precondition-required',
    })
    await expect(restoreItem(w.ctx, { item: item.id, seen: image.digest })).rejects.toMatchObject({
      code: 'tag-moved',
    })
    expect(await w.client.getManifest(name, tagOf('v1'))).toMatchObject({ digest: other.digest })
    await restoreItem(w.ctx, { item: item.id, tag: tagOf('v1-old') })
    expect(await w.client.getManifest(name, tagOf('v1-old'))).toMatchObject({ digest: image.digest })
  })

  it('finds out that blobs are gone, and says so from then on', async () => {
    const w = await world(await open())
    const image = await pushImage(w.target, { tag: 'v1' })
    const bytes = Buffer.from(image.bytes.toString().replace(/sha256:[0-9a-f]{4}/, 'sha256:0000'))
    await w.crawl()
    const broken = { ...image, bytes, digest: digestOf(bytes) }
    const item = await trash(w, 'v9', [broken])

    expect(await checkItem(w.ctx, { item: item.id })).toMatchObject({ state: 'blobs-gone' })
    await expect(restoreItem(w.ctx, { item: item.id })).rejects.toMatchObject({ code: 'blobs-gone' })
  })

  it('restores many by a job that runs with the rights of who asked', async () => {
    const w = await world(await open())
    const image = await pushImage(w.target, { tag: 'v1' })
    await w.crawl()
    const item = await trash(w, 'v1', [image])
    const stranger = buildContext({ ...w.parts, actor: buildPerson('nobody') })
    await expect(restoreMany(stranger, { items: [item.id] })).rejects.toMatchObject({ code: 'not-found' })
    const viewer = buildContext({ ...w.parts, actor: viewerActor })
    await expect(restoreMany(viewer, { items: [item.id] })).rejects.toMatchObject({ code: 'forbidden' })

    await restoreMany(w.ctx, { items: [item.id] })
    expect(await run(w)).toMatchObject({ status: 'failed', problem_code: 'forbidden' })
    await restoreMany(buildContext(w.parts), { items: [item.id] })
    expect(await run(w)).toMatchObject({ status: 'succeeded', done: 1 })
    expect(await w.client.getManifest(name, tagOf('v1'))).toMatchObject({ digest: image.digest })
  })

  it('keeps things as long as the registry says, and drops what has expired or is purged', async () => {
    const w = await world(await open())
    const image = await pushImage(w.target, { tag: 'v1' })
    await w.crawl()
    expect(await updateTrashPeriod(w.ctx, { registry: REGISTRY_NAME, days: 0 })).toMatchObject({ days: 0 })
    const item = await trash(w, 'v1', [image])
    await expireTrash(w.ctx.db.query, item.expires_at)
    expect(await listTrash(w.ctx, { limit: 10 })).toMatchObject({ total: 1 })
    await purgeItem(w.ctx, { item: item.id })
    const visibility = { kind: 'all' as const }
    expect(await listTrashRows(w.ctx.db.query, { filter: { visibility, now: 0 }, limit: 9 })).toEqual([])
    expect(await auditOf(w.ctx.db, 'trash.purged')).toHaveLength(1)
  })
})

eachDatabase('retagging', (open) => {
  it('moves a tag only for who saw what it names, and never off a golden digest', async () => {
    const w = await world(await open())
    const first = await pushImage(w.target, { tag: 'v1' })
    const second = await pushImage(w.target, { tag: 'v2', layers: ['two'] })
    await w.crawl()
    const place = { registry: REGISTRY_NAME, repository: REPOSITORY }
    const move = { ...place, tag: tagOf('latest') }

    expect(await retag(w.ctx, { ...move, digest: first.digest })).toEqual({
      digest: first.digest,
      previous: null,
    })
    await expect(retag(w.ctx, { ...move, digest: second.digest })).rejects.toMatchObject({
      code: 'precondition-required',
    })
    await expect(retag(w.ctx, { ...move, digest: second.digest, seen: second.digest })).rejects.toMatchObject(
      { code: 'tag-moved' },
    )
    await retag(w.ctx, { ...move, digest: second.digest, seen: first.digest })
    expect(await w.client.getManifest(name, tagOf('latest'))).toMatchObject({ digest: second.digest })
    expect(await auditOf(w.ctx.db, 'tag.retagged')).toHaveLength(2)

    const repository = await w.ctx.db.query.selectFrom('repository').select('id').executeTakeFirstOrThrow()
    const golden = { digests: [second.digest], source: 'golden', detail: 'debian12-base 1.0', at: 1 }
    await protect(w.ctx.db.query, { registryId: REGISTRY_ID, repositoryId: repository.id }, golden)
    await expect(retag(w.ctx, { ...move, digest: first.digest, seen: second.digest })).rejects.toMatchObject({
      code: 'tag-is-golden',
    })
    const viewer = buildContext({ ...w.parts, actor: viewerActor })
    await expect(retag(viewer, { ...move, digest: first.digest })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

eachDatabase('promoting', (open) => {
  it('brings an index with all of its images to another repository, for who may push there', async () => {
    const w = await world(await open())
    const child = await pushImage(w.target, { layers: ['one', 'two'] })
    const mediaType = MEDIA_TYPE.ociIndex
    const entry = { mediaType: child.mediaType, digest: child.digest, size: child.size }
    const document = { schemaVersion: 2, mediaType, manifests: [entry] }
    const index = await pushManifest(w.target, document, { mediaType, tag: 'v1' })
    await w.crawl()
    const place = { registry: REGISTRY_NAME, repository: REPOSITORY, tag: tagOf('v1'), digest: index.digest }
    const there = { repository: parseRepositoryName('prod/app'), tag: tagOf('v1') }
    const viewer = buildContext({ ...w.parts, actor: viewerActor })
    await expect(promote(viewer, { ...place, target: there })).rejects.toMatchObject({ code: 'forbidden' })

    await promote(buildContext(w.parts), { ...place, target: there })
    expect(await run(w)).toMatchObject({ status: 'succeeded', problem_code: null })

    expect(await w.client.getManifest(there.repository, there.tag)).toMatchObject({ digest: index.digest })
    expect(await w.client.getManifest(there.repository, child.digest)).toMatchObject({ kind: 'manifest' })
    expect(await auditOf(w.ctx.db, 'tag.promoted')).toMatchObject([{ resource: 'main/prod/app:v1' }])
  })
})
