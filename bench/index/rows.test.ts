import { describe, expect, it } from 'vitest'
import { HUGE, type IndexShape, indexedRepositories } from './rows'

const TINY: IndexShape = { namespaces: 3, repositories: 20, tagsEach: 50, imagesEach: 10 }
const tiny = [...indexedRepositories(TINY)]

describe('the rows of an index', () => {
  it('are the same each time', () => {
    expect([...indexedRepositories(TINY)]).toEqual(tiny)
  })

  it('name each repository, and each tag within it, once', () => {
    expect(new Set(tiny.map(({ row }) => row.name)).size).toBe(TINY.repositories)
    for (const { tags } of tiny) expect(new Set(tags.map(({ name }) => name)).size).toBe(TINY.tagsEach)
  })

  it('point every tag at an image of its own repository', () => {
    for (const { images, tags } of tiny) {
      const digests = new Set(images.map(({ digest }) => digest))
      expect(digests.size).toBe(TINY.imagesEach)
      expect(tags.every(({ image }) => digests.has(image.digest))).toBe(true)
    }
  })

  it('name tags that no other repository has, so that search has something to search', () => {
    const names = tiny.flatMap(({ tags }) => tags.map(({ name }) => name))
    expect(new Set(names).size).toBeGreaterThan(TINY.repositories * 10)
  })

  it('are in huge 10,000 repositories, 100,000 images and 500,000 tags', () => {
    expect(HUGE.repositories).toBe(10_000)
    expect(HUGE.repositories * HUGE.imagesEach).toBe(100_000)
    expect(HUGE.repositories * HUGE.tagsEach).toBe(500_000)
  })
})
