import { afterAll, beforeAll, expect, it } from 'vitest'
import { getLayerHistory } from '@/lib/catalog/use-cases/get-layer-history'
import { getManifest } from '@/lib/catalog/use-cases/get-manifest'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { listNamespaces } from '@/lib/catalog/use-cases/list-namespaces'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { listTags } from '@/lib/catalog/use-cases/list-tags'
import { search } from '@/lib/catalog/use-cases/search'
import type { Database } from '@/lib/db/connection'
import { buildContext } from '@/lib/testing/context'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { eachDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { attestationEntryOf, entryOf, type Pushed, pushImage, pushIndex } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'

let registry: RunningRegistry
let base: Pushed
let index: Pushed

const at = (repository: string) => ({ url: registry.url, repository })
const place = (repository: string) => ({ registry: REGISTRY_NAME, repository })

beforeAll(async () => {
  registry = await startRegistry()
  base = await pushImage(at('base/debian'), { tag: '12.1', layers: ['os'] })
  await pushImage(at('base/debian'), { tag: 'latest', layers: ['os'] })
  await pushImage(at('team-a/web/app'), { tag: 'v1.2.0', layers: ['os', 'app'] })
  await pushImage(at('team-a/web/app'), { tag: 'v1.10.0', layers: ['os', 'app', 'more'], isDocker: true })
  const amd64 = await pushImage(at('multi'), { layers: ['amd64'] })
  const arm64 = await pushImage(at('multi'), {
    layers: ['arm64'],
    config: { architecture: 'arm64', created: '2026-02-02T00:00:00Z' },
  })
  const attestation = await pushImage(at('multi'), { layers: ['statement'] })
  const listed = [entryOf(amd64, 'amd64'), entryOf(arm64, 'arm64'), attestationEntryOf(attestation, amd64)]
  index = await pushIndex(at('multi'), listed, '1.0')
})

afterAll(() => registry.stop())

async function crawled(db: Database) {
  await addTestRegistry(db, registry.url)
  const registries = poolTo(registry.url)
  const job = await crawlNow({ db, registries })
  return { job, registries, ctx: buildContext({ db, registries }) }
}

eachDatabase('a crawl', (open) => {
  it('indexes every repository, tag, manifest, config and layer', async () => {
    const { job, ctx } = await crawled(await open())
    expect(job).toMatchObject({ status: 'succeeded', total: 3, done: 3, failed: 0, problem_code: null })

    const repositories = await listRepositories(ctx, { registry: REGISTRY_NAME, sort: 'name', limit: 50 })
    expect(repositories.items.map((row) => [row.name, row.tag_count])).toEqual([
      ['base/debian', 2],
      ['multi', 1],
      ['team-a/web/app', 2],
    ])
    const namespaces = await listNamespaces(ctx, { registry: REGISTRY_NAME })
    expect(namespaces.items.map((row) => row.namespace)).toEqual(['', 'base', 'team-a/web'])
    expect(namespaces.isStale).toBe(false)

    const tags = await listTags(ctx, { ...place('team-a/web/app'), sort: '-name', limit: 50 })
    expect(tags.items.map((row) => row.name)).toEqual(['v1.10.0', 'v1.2.0'])
    expect(tags.items[0]).toMatchObject({ kind: 'image', platforms: 'linux/amd64', siblings: 0 })
  })

  it('tells the siblings of a tag and the layers an image shares', async () => {
    const { ctx } = await crawled(await open())

    const tag = await getTag(ctx, { ...place('base/debian'), tag: 'latest' })
    expect(tag).toMatchObject({ digest: base.digest, siblings: 1, siblingNames: ['12.1'] })

    const history = await getLayerHistory(ctx, { ...place('base/debian'), digest: base.digest })
    expect(history).toMatchObject({ mapping: 'exact', totalBytes: 2 })
    expect(history.steps[0]).toMatchObject({ step: 1, instruction: 'RUN' })
    expect(history.layers[0]?.sharedWith).toMatchObject({ images: 2, repositories: 1, isAtLeast: false })
    expect(history.layers[0]?.chain_id).toBe(history.layers[0]?.diff_id)
  })

  it('folds attestations into their index and adds up what runs', async () => {
    const { ctx } = await crawled(await open())

    const manifest = await getManifest(ctx, { ...place('multi'), digest: index.digest })
    expect(manifest.manifest).toMatchObject({ kind: 'index', platforms: 'linux/amd64,linux/arm64' })
    expect(manifest.manifest.created_at).toBe(Date.UTC(2026, 1, 2))
    expect(manifest.children.map((child) => child.kind)).toEqual(['image', 'image', null])
    expect(manifest.manifest.total_size).toBeGreaterThan(index.size)

    const child = manifest.children[0]?.child_digest ?? ''
    const below = await getManifest(ctx, { ...place('multi'), digest: child })
    expect(below.parents).toEqual([{ digest: index.digest, tags: ['1.0'] }])
    expect(await getRepository(ctx, place('multi'))).toMatchObject({ untagged_count: 0, manifest_count: 4 })
  })

  it('does not show a manifest in a repository that does not hold it', async () => {
    const { ctx } = await crawled(await open())
    const elsewhere = getManifest(ctx, { ...place('multi'), digest: base.digest })
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' })
  })

  it('finds repositories, tags and digests', async () => {
    const { ctx } = await crawled(await open())
    const found = async (q: string) => (await search(ctx, { q })).groups
    expect((await found('web')).repositories.hits).toMatchObject([{ repository: 'team-a/web/app' }])
    expect((await found('1.10')).tags.hits).toMatchObject([{ tag: 'v1.10.0' }])
    expect((await found('app:v1.2')).tags.hits).toMatchObject([{ tag: 'v1.2.0' }])
    const { images } = await found(index.digest.slice(7, 20))
    expect(images.hits).toMatchObject([{ repository: 'multi', digest: index.digest }])
  })

  it('fetches no body again when nothing changed', async () => {
    const db = await open()
    const proxy = await countingProxy(registry.url)
    await addTestRegistry(db, proxy.url)
    const registries = poolTo(proxy.url)
    await crawlNow({ db, registries })
    const cold = proxy.take()
    expect(cold.filter((call) => call.path.includes('/blobs/'))).toHaveLength(5)

    const job = await crawlNow({ db, registries })

    const warm = proxy.take()
    expect(job.status).toBe('succeeded')
    expect(warm.filter((call) => call.path.includes('/blobs/'))).toEqual([])
    const manifests = warm.filter((call) => call.path.includes('/manifests/'))
    expect(manifests.map((call) => call.status)).toEqual([304, 304, 304, 304, 304])
    await registries.close()
    await proxy.close()
  })

  it('leaves every row as it is while the registry cannot be reached', async () => {
    const db = await open()
    const { ctx } = await crawled(db)
    const before = await listTags(ctx, { ...place('base/debian'), sort: 'name', limit: 50 })
    const dead = poolTo('http://127.0.0.1:9')

    const job = await crawlNow({ db, registries: dead })

    expect(job).toMatchObject({ status: 'failed', problem_code: 'upstream-unreachable' })
    const after = await listTags(ctx, { ...place('base/debian'), sort: 'name', limit: 50 })
    expect(after).toEqual({ ...before, isStale: true })
    await dead.close()
  })
})
