import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { BenchManifest } from './image'
import { buildRepositories, repositoryName, tagName } from './repository'
import { type CorpusShape, LARGE, QUICK, SMALL } from './shape'

const TINY: CorpusShape = { seed: 'tiny', namespaces: 3, repositories: 12, tagsMin: 5, tagsMax: 30 }

function fingerprint(shape: CorpusShape): string {
  const hash = createHash('sha256')
  for (const { name, tags } of buildRepositories(shape)) {
    for (const tag of tags) hash.update(`${name}:${tag.name}@${tag.manifest.digest}\n`)
  }
  return hash.digest('hex')
}

const small = [...buildRepositories(SMALL)]
const distinct = new Map(
  small.flatMap(({ tags }) => tags.map(({ manifest }) => [manifest.digest, manifest] as const)),
)

describe('corpus', () => {
  it('is the same from the same seed, and another from another', () => {
    expect(fingerprint(TINY)).toBe(fingerprint(TINY))
    expect(fingerprint({ ...TINY, seed: 'other' })).not.toBe(fingerprint(TINY))
  })

  it('holds in small one repository of 1,000 tags over 700 manifests, a tenth of them indexes', () => {
    expect(small.map(({ name, tags }) => [name, tags.length])).toEqual([['team-a/app', 1000]])
    expect(distinct.size).toBe(700)
    expect([...distinct.values()].filter(({ children }) => children.length > 0)).toHaveLength(70)
  })

  it('gives every image 8 layers and 12 steps, every index two platforms and their attestations', () => {
    for (const manifest of distinct.values()) {
      const images = manifest.children.length > 0 ? manifest.children.slice(0, 2) : [manifest]
      for (const image of images) {
        expect(JSON.parse(String(image.bytes)).layers).toHaveLength(8)
        expect(JSON.parse(String(image.config?.bytes)).history).toHaveLength(12)
      }
      if (manifest.children.length > 0) expect(manifest.children).toHaveLength(4)
    }
  })

  it('shares layers between images and gives each its own', () => {
    const uses = new Map<string, number>()
    for (const digest of layerDigests([...distinct.values()])) uses.set(digest, (uses.get(digest) ?? 0) + 1)
    expect([...uses.values()].some((count) => count > 1)).toBe(true)
    expect([...uses.values()].some((count) => count === 1)).toBe(true)
  })

  it('never gives a tag twice in one repository', () => {
    for (const count of [1, 5, 30, 1000]) {
      const names = Array.from({ length: count }, (_, at) => tagName(at, count))
      expect(new Set(names).size).toBe(count)
    }
  })

  it('spreads repositories over all namespaces', () => {
    for (const shape of [LARGE, QUICK]) {
      const names = Array.from({ length: shape.repositories }, (_, at) => repositoryName(shape, at))
      expect(new Set(names).size).toBe(shape.repositories)
      expect(new Set(names.map((name) => name.split('/')[0])).size).toBe(shape.namespaces)
    }
  })
})

function layerDigests(manifests: readonly BenchManifest[]): string[] {
  return manifests
    .filter(({ children }) => children.length === 0)
    .flatMap(({ bytes }) => JSON.parse(String(bytes)).layers.map((layer: { digest: string }) => layer.digest))
}
