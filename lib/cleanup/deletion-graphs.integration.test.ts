import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { openSqliteForTest } from '@/lib/testing/database'
import {
  type DeletionWorld,
  deletionWorld,
  digestAt,
  readTags,
  runDeletion,
} from '@/lib/testing/deletion-world'
import { holdFigure } from '@/lib/testing/figure'
import { REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { type Pushed, pushImage, pushManifest } from '@/lib/testing/push'
import { startDeletion } from './use-cases/start-deletion'

const GRAPHS = 20
const shape = fc.record({
  images: fc.array(fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
  indexes: fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  tags: fc.array(fc.nat(6), { minLength: 3, maxLength: 9 }),
  victims: fc.array(fc.nat(8), { minLength: 1, maxLength: 5 }),
  removeUntagged: fc.boolean(),
})
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never
const graphs = fc.sample(shape, { numRuns: GRAPHS, seed: 20_261_121 })
const nameOf = (at: number) => `graph/g${at}`

interface Graph {
  readonly manifests: readonly (Pushed & { readonly children: readonly string[] })[]
}

async function push(url: string, repository: string, { images, indexes, tags }: Shape): Promise<Graph> {
  const target = { url, repository }
  const manifests: (Pushed & { children: readonly string[] })[] = []
  for (const layers of images)
    manifests.push({ ...(await pushImage(target, { layers: layers.map(String) })), children: [] })
  for (const [at, children] of indexes.entries()) {
    const listed = [...new Set(children.map((child) => child % images.length))].flatMap(
      (child) => manifests[child] ?? [],
    )
    const document = {
      schemaVersion: 2,
      mediaType: MEDIA_TYPE.ociIndex,
      manifests: listed.map(({ mediaType, digest, size }) => ({
        mediaType,
        digest,
        size,
        platform: { os: 'linux', architecture: 'amd64' },
      })),
      annotations: { at: String(at) },
    }
    const pushed = await pushManifest(target, document, { mediaType: MEDIA_TYPE.ociIndex })
    manifests.push({ ...pushed, children: listed.map(({ digest }) => digest) })
  }
  for (const [at, of] of tags.entries()) {
    const manifest = manifests[of % manifests.length]
    if (manifest === undefined) continue
    const { mediaType, bytes } = manifest
    await pushManifest(target, JSON.parse(bytes.toString('utf8')), { mediaType, tag: `t${at}` })
  }
  return { manifests }
}

let world: DeletionWorld
const pushed = new Map<string, Graph>()
let unharmed = 0
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  const { database, close } = await openSqliteForTest()
  closing.push(close)
  world = await deletionWorld(database, async ({ url }) => {
    for (const [at, graph] of graphs.entries()) pushed.set(nameOf(at), await push(url, nameOf(at), graph))
  })
  closing.push(() => world.close())
}, 120_000)
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

it.each(graphs.map((graph, at) => [at, graph] as const))(
  'changes no sibling, child or parent on the real registry (graph %i)',
  async (at, { victims, tags, removeUntagged }) => {
    const repository = nameOf(at)
    const { url } = world.registry
    const before = await readTags(url, repository)
    const chosen = [...new Set(victims.map((victim) => `t${victim % tags.length}`))]
    const named = chosen.map((tag) => ({ tag, digest: before.get(tag) ?? '' }))
    const input = { registry: REGISTRY_NAME, repository, tags: named, removeUntagged, confirm: named.length }
    const { jobId } = await startDeletion(world.ctx, input)
    expect(await runDeletion(world, jobId)).toMatchObject({ status: 'succeeded', failed: 0 })

    const after = await readTags(url, repository)
    expect(new Map([...after].sort())).toEqual(
      new Map([...before].filter(([tag]) => !chosen.includes(tag)).sort()),
    )
    const graph = pushed.get(repository)
    const needed = new Set(after.values())
    for (const manifest of graph?.manifests ?? []) {
      const isThere = (await digestAt(url, repository, manifest.digest)) !== null
      if (needed.has(manifest.digest) || !removeUntagged) expect(isThere).toBe(true)
      // An index that no tag ever named is known to nobody but the registry, which lists none.
      if (!isThere || ![...before.values()].includes(manifest.digest)) continue
      for (const child of manifest.children) expect(await digestAt(url, repository, child)).toBe(child)
    }
    unharmed += 1
  },
)

it('left every sibling, child and parent of every graph alone', () => {
  holdFigure({
    id: 'F03',
    held: 'no sibling, child or parent of 20 graphs changed on the real registry',
    measured: `${unharmed} of ${GRAPHS}`,
    isMet: unharmed === GRAPHS,
  })
})
