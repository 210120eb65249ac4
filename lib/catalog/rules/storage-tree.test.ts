import { describe, expect, it } from 'vitest'
import { type RepositoryStorage, storageTree } from './storage-tree'

const repository = (path: string, totalBytes: number | null): RepositoryStorage => ({
  path,
  totalBytes,
  uniqueBytes: totalBytes === null ? null : totalBytes / 10,
  repositories: 1,
  tags: 2,
  unread: 0,
})
const repositories = [
  repository('bare', 5),
  repository('a/web', 100),
  repository('a/b/api', 50),
  repository('a/b/jobs', 30),
  repository('ab/x', 20),
  repository('c/unknown', null),
]
const figures = { totalBytes: 160, uniqueBytes: 7, repositories: 3, tags: 6, unread: 0 }
const facts = { namespace: '', by: 'total' as const, repositories, namespaces: new Map([['a', figures]]) }

describe('the tree of storage', () => {
  it('has two levels, the largest first, with a bare repository among the namespaces', () => {
    const { items, rest } = storageTree(facts)
    expect(items.map((item) => [item.kind, item.path, item.areaBytes])).toEqual([
      ['namespace', 'a', 180],
      ['namespace', 'ab', 20],
      ['repository', 'bare', 5],
      ['namespace', 'c', 0],
    ])
    expect(items[0]?.children.map((child) => [child.kind, child.path])).toEqual([
      ['repository', 'a/web'],
      ['namespace', 'a/b'],
    ])
    expect(rest).toBeNull()
  })

  it('says what a namespace shares only where all of it is seen', () => {
    const { items } = storageTree(facts)
    expect(items[0]).toMatchObject({ totalBytes: 160, uniqueBytes: 7 })
    expect(items[1]).toMatchObject({ path: 'ab', totalBytes: null, uniqueBytes: null, tags: 2 })
  })

  it('goes down by path segment', () => {
    const below = repositories.filter(({ path }) => path.startsWith('a/'))
    const { items } = storageTree({ ...facts, namespace: 'a', repositories: below })
    expect(items.map((item) => item.path)).toEqual(['a/web', 'a/b'])
  })

  it('measures by what only one thing holds when asked to', () => {
    expect(storageTree({ ...facts, by: 'unique' }).items[0]?.areaBytes).toBe(18)
  })

  it('adds up what there is no room for', () => {
    const many = Array.from({ length: 250 }, (_, at) => repository(`n${at}/r`, 1))
    const { items, rest } = storageTree({ ...facts, repositories: many })
    expect(items).toHaveLength(200)
    expect(rest).toEqual({ count: 50, areaBytes: 50 })
  })
})
