import { describe, expect, it } from 'vitest'
import { sortStorage } from './sort-storage'

const row = (path: string, totalBytes: number | null) => ({
  path,
  totalBytes,
  uniqueBytes: null,
  sharedBytes: null,
  repositories: 1,
  tags: path.length,
})
const rows = [row('bb', 5), row('unknown', null), row('a', 9)]

describe('rows of storage', () => {
  it.each([
    ['-total', ['a', 'bb', 'unknown']],
    ['total', ['bb', 'a', 'unknown']],
    ['name', ['a', 'bb', 'unknown']],
    ['-name', ['unknown', 'bb', 'a']],
    ['tags', ['a', 'bb', 'unknown']],
  ])('stand by %s, what is unknown last', (sort, expected) => {
    expect(sortStorage(rows, sort).map(({ path }) => path)).toEqual(expected)
  })
})
