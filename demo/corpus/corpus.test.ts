import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTagName } from '@/lib/oci/name'
import { type Content, digestOf, type Manifest } from './content'
import { buildCorpus, type Corpus } from './corpus'
import { tagsOf } from './known'

let corpus: Corpus

beforeAll(async () => {
  corpus = await buildCorpus()
}, 60_000)

function manifestsOf(manifest: Manifest): Manifest[] {
  return [manifest, ...manifest.children.flatMap(manifestsOf)]
}

function allManifests(): Manifest[] {
  return corpus.repositories.flatMap(({ pushes }) => pushes.flatMap(({ manifest }) => manifestsOf(manifest)))
}

describe('the demo corpus', () => {
  it('has the size and depth a tour needs', () => {
    const tags = corpus.repositories.reduce((sum, plan) => sum + tagsOf(plan).size, 0)
    const twoLevels = [...corpus.known.namespaces.keys()].filter((name) => name.includes('/'))

    expect(corpus.repositories.length).toBeGreaterThanOrEqual(40)
    expect(tags).toBeGreaterThanOrEqual(400)
    expect(corpus.known.namespaces.size).toBeGreaterThanOrEqual(6)
    expect(twoLevels.length).toBeGreaterThanOrEqual(2)
  })

  it('is the same again from the same seed', async () => {
    const again = await buildCorpus()

    expect(again.known).toEqual(corpus.known)
  }, 60_000)

  it('uses only names and tags a registry accepts, each repository once', () => {
    const names = corpus.repositories.map(({ name }) => name)
    const tags = corpus.repositories.flatMap((plan) => [...tagsOf(plan).keys()])

    expect(names.filter((name) => !isRepositoryName(name))).toEqual([])
    expect(tags.filter((tag) => !isTagName(tag))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    expect(tags.some((tag) => tag.length === 120)).toBe(true)
  })

  it('names every content by the digest of its bytes', () => {
    const contents: Content[] = allManifests().flatMap((manifest) => [manifest, ...manifest.contents])
    const distinct = new Map(contents.map((content) => [content.digest, content]))

    for (const { digest, bytes, size } of distinct.values()) {
      expect(isDigest(digest)).toBe(true)
      expect(digestOf(bytes)).toBe(digest)
      expect(bytes.length).toBe(size)
    }
  })

  it('describes the known image as its layers really are', () => {
    const { known } = corpus
    const manifest = allManifests().find(({ digest }) => digest === known.digest)
    const layers = known.steps.flatMap((step) => step.layer ?? [])

    expect(layers.length).toBeGreaterThan(3)
    expect(known.steps.length).toBeGreaterThan(layers.length)
    for (const layer of layers) {
      const content = manifest?.contents.find(({ digest }) => digest === layer.digest)
      expect(content && digestOf(gunzipSync(content.bytes))).toBe(layer.diffId)
    }
    expect(known.tags.get(known.tag)).toBe(known.digest)
  })

  it('has tags that share a digest, tags that moved, and images left without a tag', () => {
    const { tags } = corpus.known
    const plan = corpus.repositories.find(({ name }) => name === corpus.known.repository)
    const pushed = new Set(plan?.pushes.map(({ manifest }) => manifest.digest))
    const kept = new Set(tags.values())

    expect(kept.size).toBeLessThan(tags.size)
    expect([...pushed].some((digest) => !kept.has(digest))).toBe(true)
    expect(plan?.pushes.filter(({ reference }) => reference === 'latest').length).toBeGreaterThan(1)
  })
})
