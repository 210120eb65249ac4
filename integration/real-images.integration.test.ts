import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { getLayerHistory } from '@/lib/catalog/use-cases/get-layer-history'
import { getManifest } from '@/lib/catalog/use-cases/get-manifest'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import type { RegistryClient } from '@/lib/registry/types'
import { buildContext } from '@/lib/testing/context'
import { openSqliteForTest } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { pushRealImages, REAL_IMAGES, REAL_INDEX } from './real-images/images'
import { type Judge, openJudge, openToolbox, type Toolbox } from './real-images/toolbox'

const SIZES = z.object({
  config: z.object({ size: z.number() }),
  layers: z.array(z.object({ digest: z.string(), size: z.number(), mediaType: z.string() })),
})

let toolbox: Toolbox
let registry: RunningRegistry
let pool: ReturnType<typeof poolTo>
let judge: Judge
let opened: Awaited<ReturnType<typeof openSqliteForTest>>
let ctx: Context
let client: RegistryClient

beforeAll(async () => {
  toolbox = await openToolbox()
  registry = await startRegistry()
  await pushRealImages(toolbox, registry.url)
  judge = openJudge(toolbox, registry.url)
  opened = await openSqliteForTest()
  pool = poolTo(registry.url)
  client = await pool.client('')
  await addTestRegistry(opened.database, registry.url)
  await crawlNow({ db: opened.database, registries: pool })
  ctx = buildContext({ db: opened.database, registries: pool })
}, 120_000)

afterAll(async () => {
  await pool?.close()
  await opened?.close()
  await registry?.stop()
  await toolbox?.remove()
})

async function readImage(image: { readonly repository: string; readonly tag: string }) {
  const repository = parseRepositoryName(image.repository)
  const { digest } = await getTag(ctx, { registry: REGISTRY_NAME, repository, tag: image.tag })
  const target = { registry: REGISTRY_NAME, repository, digest: parseDigest(digest ?? '') }
  return { detail: await getManifest(ctx, target), history: await getLayerHistory(ctx, target) }
}

describe('the index of images made by real tools', () => {
  it.each(REAL_IMAGES)(
    '$repository:$tag, $made, has the date, platform and layers skopeo tells',
    async (image) => {
      const { detail, history } = await readImage(image)
      const seen = await judge.inspect(`${image.repository}:${image.tag}`)

      expect(detail.manifest.digest).toBe(seen.Digest)
      expect(detail.manifest.created_at).toBe(Date.parse(seen.Created))
      expect(detail.config?.os).toBe(seen.Os)
      expect(detail.config?.architecture).toBe(seen.Architecture)
      expect(detail.config?.labels ?? {}).toEqual(seen.Labels ?? {})
      expect(history.layers.map((layer) => layer.layer_digest)).toEqual(seen.Layers)
    },
  )

  it.each(REAL_IMAGES)('$repository:$tag, $made, has the sizes its manifest states', async (image) => {
    const { history } = await readImage(image)
    const { layers } = SIZES.parse(JSON.parse(await judge.raw(`${image.repository}:${image.tag}`)))

    expect(
      history.layers.map(({ layer_digest, size, media_type }) => [layer_digest, size, media_type]),
    ).toEqual(layers.map(({ digest, size, mediaType }) => [digest, size, mediaType]))
  })

  it.each(REAL_IMAGES)('$repository:$tag, $made, pairs each step with its layer', async (image) => {
    const { history } = await readImage(image)
    const config = await judge.config(`${image.repository}:${image.tag}`)

    expect(history.mapping).toBe('exact')
    expect(history.steps.map(({ isEmpty }) => isEmpty)).toEqual(
      config.history.map((entry) => entry.empty_layer),
    )
    expect(history.layers.map((layer) => layer.diff_id)).toEqual(config.rootfs.diff_ids)
  })

  it('keeps zstd layers apart from the gzip ones they were made of', async () => {
    const zstd = await readImage({ repository: 'apps/web', tag: 'zstd' })
    const gzip = await readImage({ repository: 'apps/web', tag: 'one-layer' })
    const [layer] = zstd.history.layers

    expect(layer?.media_type).toBe('application/vnd.oci.image.layer.v1.tar+zstd')
    expect(zstd.history.layers.map(({ diff_id }) => diff_id)).toEqual(
      gzip.history.layers.map(({ diff_id }) => diff_id),
    )
    expect(zstd.history.layers.map((each) => each.layer_digest)).not.toEqual(
      gzip.history.layers.map((each) => each.layer_digest),
    )
  })

  it('finds the base of a child in its first layers, whatever the format', async () => {
    const base = await readImage({ repository: 'golden/base', tag: '1.0' })
    const child = await readImage({ repository: 'apps/web', tag: '1.0' })
    const below = base.history.layers.map(({ diff_id }) => diff_id)

    expect(child.history.layers.slice(0, below.length).map(({ diff_id }) => diff_id)).toEqual(below)
    expect(child.history.layers[below.length - 1]?.chain_id).toBe(base.history.layers.at(-1)?.chain_id)
  })

  it('knows both platforms of an index', async () => {
    const repository = parseRepositoryName(REAL_INDEX.repository)
    const tag = await getTag(ctx, { registry: REGISTRY_NAME, repository, tag: REAL_INDEX.tag })
    const target = { registry: REGISTRY_NAME, repository, digest: parseDigest(tag.digest ?? '') }
    const { children } = await getManifest(ctx, target)

    expect(children.map(({ platform }) => platform).toSorted()).toEqual(['linux/amd64', 'linux/arm64'])
  })
})

async function fetchManifest(repository: string, tag: string) {
  const fetched = await client.getManifest(parseRepositoryName(repository), parseTagName(tag))
  if (fetched.kind !== 'manifest') throw new Error(`${repository}:${tag} came back without a body`)
  return fetched
}

describe('a manifest made by real tools', () => {
  it.each(REAL_IMAGES)(
    '$repository:$tag, $made, is read with the digest and bytes skopeo reads',
    async (image) => {
      const reference = `${image.repository}:${image.tag}`
      const fetched = await fetchManifest(image.repository, image.tag)

      expect(fetched.digest).toBe((await judge.inspect(reference)).Digest)
      expect(Buffer.from(fetched.bytes).toString()).toBe(await judge.raw(reference))
    },
  )

  it('is read as the index it is, not as one of its platforms', async () => {
    const reference = `${REAL_INDEX.repository}:${REAL_INDEX.tag}`
    const fetched = await fetchManifest(REAL_INDEX.repository, REAL_INDEX.tag)
    const raw = await judge.raw(reference)

    expect(fetched.digest).toBe(`sha256:${createHash('sha256').update(raw).digest('hex')}`)
    expect(fetched.mediaType).toBe('application/vnd.oci.image.index.v1+json')
  })

  it('lists the tags skopeo lists', async () => {
    const { tags } = await client.listTags(parseRepositoryName('apps/web'))

    expect(tags.toSorted()).toEqual((await judge.inspect('apps/web:1.0')).RepoTags.toSorted())
  })
})
