import { describe, expect, it } from 'vitest'
import { createStorageTally, type StoredRepository } from './storage-tally'

const repository = (name: string, registryId = 'reg_a'): StoredRepository => ({
  id: `${registryId} ${name}`,
  registryId,
  name,
  namespace: name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '',
  tags: 1,
  read: 1,
  unread: 0,
  isCompared: true,
})
const blob = (digest: string, size: number, ...repositoryIds: string[]) => ({
  digest,
  size,
  isLayer: true,
  holders: repositoryIds.map((repositoryId) => ({ repositoryId, images: 1 })),
})

describe('storage', () => {
  const tally = createStorageTally([
    repository('a/web'),
    repository('a/b/api'),
    repository('c/db'),
    repository('bare'),
    repository('a/web', 'reg_b'),
  ])
  tally.add(blob('base', 100, 'reg_a a/web', 'reg_a a/b/api', 'reg_a c/db', 'reg_b a/web'))
  tally.add(blob('team', 10, 'reg_a a/web', 'reg_a a/b/api'))
  tally.add(blob('own', 1, 'reg_a a/web'))
  tally.add(blob('mirrored', 1000, 'reg_a bare', 'reg_b a/web'))
  const found = new Map(
    tally
      .totals()
      .map(({ registryId, kind, path, totalBytes, uniqueBytes }) => [
        `${registryId} ${kind} ${path}`,
        [totalBytes, uniqueBytes],
      ]),
  )

  it.each([
    ['reg_a repository a/web', 111, 1],
    ['reg_a repository a/b/api', 110, 0],
    ['reg_a repository bare', 1000, 1000],
    ['reg_a namespace a', 111, 11],
    ['reg_a namespace a/b', 110, 0],
    ['reg_a namespace c', 100, 0],
    ['reg_a namespace ', 1000, 1000],
    ['reg_a registry ', 1111, 11],
    ['reg_b registry ', 1100, 0],
  ])(
    'counts each blob once, and alone only where nothing else of the kind holds it: %s',
    (key, total, unique) => {
      expect(found.get(key)).toEqual([total, unique])
    },
  )

  it('names the layers that save most by being stored once', () => {
    const [first] = tally.topLayers()
    expect(first).toMatchObject({ digest: 'base', uses: 3, repositories: 3 })
  })

  it('does not turn what nobody read into nothing', () => {
    const unread = createStorageTally([{ ...repository('a/web'), read: 0 }])
    expect(unread.totals().map((total) => total.totalBytes)).toEqual([null, null, null])
    const empty = createStorageTally([{ ...repository('a/web'), read: 0, tags: 0 }])
    expect(empty.totals().map((total) => total.totalBytes)).toEqual([0, 0, 0])
  })

  it('stays a number whatever sizes a manifest claims', () => {
    const huge = createStorageTally([repository('a')])
    huge.add(blob('x', Number.MAX_SAFE_INTEGER, 'reg_a a'))
    huge.add(blob('y', Number.MAX_SAFE_INTEGER, 'reg_a a'))
    expect(huge.totals()[0]?.totalBytes).toBe(Number.MAX_SAFE_INTEGER)
  })
})
