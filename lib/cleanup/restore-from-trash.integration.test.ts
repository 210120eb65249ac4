import { expect, it } from 'vitest'
import { findTag } from '@/lib/catalog/store/tags'
import { parseRepositoryName, parseTagName as tagOf } from '@/lib/oci/name'
import { auditedAs } from '@/lib/testing/audited'
import { buildContext, buildPerson, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { REGISTRY_ID, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { digestOf, entryOf, type Pushed, pushImage, pushIndex } from '@/lib/testing/push'
import { REPOSITORY } from '@/lib/testing/small-repository'
import { type TagWorld, tagWorlds } from '@/lib/testing/tag-world'
import { keepManifests } from './store/kept-manifests'
import { listTrashRows } from './store/list-trash'
import { addTrash } from './store/trash'
import { checkItem } from './use-cases/check-item'
import { expireTrash } from './use-cases/expire-trash'
import { listTrash } from './use-cases/list-trash'
import { purgeItem } from './use-cases/purge-item'
import { restoreItem } from './use-cases/restore-item'
import { restoreMany } from './use-cases/restore-many'
import { updateTrashPeriod } from './use-cases/trash-period'

const name = parseRepositoryName(REPOSITORY)
const open = tagWorlds()

/** Deletes manifests as a person with a digest and curl would, and puts their bytes into the trash. */
async function trash(w: TagWorld, tag: string, pushed: readonly Pushed[]) {
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

eachDatabase('the trash', (openDatabase) => {
  it('restores the same bytes under the same tag, with index, history and audit', async () => {
    const w = await open(await openDatabase())
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
    expect(await auditedAs(w.ctx.db, 'tag.restored')).toMatchObject([{ digest: image.digest }])
    await expect(restoreItem(w.ctx, { item: item.id })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('restores what an index lists before the index', async () => {
    const w = await open(await openDatabase())
    const child = await pushImage(w.target, { layers: ['one'] })
    const index = await pushIndex(w.target, [entryOf(child, 'amd64')], 'multi')
    await w.crawl()
    const item = await trash(w, 'multi', [child, index])

    await restoreItem(w.ctx, { item: item.id })

    expect(await w.client.getManifest(name, tagOf('multi'))).toMatchObject({ digest: index.digest })
    expect(await w.client.getManifest(name, child.digest)).toMatchObject({ digest: child.digest })
  })

  it('refuses to overwrite a tag that came back with another digest, unless somebody saw it', async () => {
    const w = await open(await openDatabase())
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
    const w = await open(await openDatabase())
    const image = await pushImage(w.target, { tag: 'v1' })
    const bytes = Buffer.from(image.bytes.toString().replace(/sha256:[0-9a-f]{4}/, 'sha256:0000'))
    await w.crawl()
    const broken = { ...image, bytes, digest: digestOf(bytes) }
    const item = await trash(w, 'v9', [broken])

    expect(await checkItem(w.ctx, { item: item.id })).toMatchObject({ state: 'blobs-gone' })
    await expect(restoreItem(w.ctx, { item: item.id })).rejects.toMatchObject({ code: 'blobs-gone' })
  })

  it('restores many by a job that runs with the rights of who asked', async () => {
    const w = await open(await openDatabase())
    const image = await pushImage(w.target, { tag: 'v1' })
    await w.crawl()
    const item = await trash(w, 'v1', [image])
    const stranger = buildContext({ ...w.parts, actor: buildPerson('nobody') })
    await expect(restoreMany(stranger, { items: [item.id] })).rejects.toMatchObject({ code: 'not-found' })
    const viewer = buildContext({ ...w.parts, actor: viewerActor })
    await expect(restoreMany(viewer, { items: [item.id] })).rejects.toMatchObject({ code: 'forbidden' })

    await restoreMany(w.ctx, { items: [item.id] })
    expect(await w.run()).toMatchObject({ status: 'failed', problem_code: 'forbidden' })
    await restoreMany(buildContext(w.parts), { items: [item.id] })
    expect(await w.run()).toMatchObject({ status: 'succeeded', done: 1 })
    expect(await w.client.getManifest(name, tagOf('v1'))).toMatchObject({ digest: image.digest })
  })

  it('keeps things as long as the registry says, and drops what has expired or is purged', async () => {
    const w = await open(await openDatabase())
    const image = await pushImage(w.target, { tag: 'v1' })
    await w.crawl()
    expect(await updateTrashPeriod(w.ctx, { registry: REGISTRY_NAME, days: 0 })).toMatchObject({ days: 0 })
    const item = await trash(w, 'v1', [image])
    await expireTrash(w.ctx.db.query, item.expires_at)
    expect(await listTrash(w.ctx, { limit: 10 })).toMatchObject({ total: 1 })
    await purgeItem(w.ctx, { item: item.id })
    const visibility = { kind: 'all' as const }
    expect(await listTrashRows(w.ctx.db.query, { filter: { visibility, now: 0 }, limit: 9 })).toEqual([])
    expect(await auditedAs(w.ctx.db, 'trash.purged')).toHaveLength(1)
  })
})
