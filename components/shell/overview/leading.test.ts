import { expect, it } from 'vitest'
import { LEADING_MAX, largestOf, newestOf, type Repository } from './leading'

function buildRepository(over: Partial<Repository>): Repository {
  return {
    registry: 'main',
    name: 'web',
    namespace: '',
    tagCount: 1,
    totalBytes: null,
    newestCreatedAt: null,
    syncedAt: null,
    isStale: false,
    problem: null,
    golden: [],
    ...over,
  }
}

it('leads over all registries together, not one after the other', () => {
  const main = [
    buildRepository({ name: 'a', newestCreatedAt: 10 }),
    buildRepository({ name: 'b', newestCreatedAt: 1 }),
  ]
  const other = [buildRepository({ registry: 'eu', name: 'c', newestCreatedAt: 5 })]

  expect(newestOf([main, other]).map(({ name }) => name)).toEqual(['a', 'c', 'b'])
})

it('does not rank what nobody measured', () => {
  expect(
    largestOf([[buildRepository({ totalBytes: null }), buildRepository({ name: 'known', totalBytes: 0 })]]),
  ).toEqual([expect.objectContaining({ name: 'known' })])
})

it('shows a handful', () => {
  const many = Array.from({ length: 30 }, (_, index) => buildRepository({ totalBytes: index }))

  expect(largestOf([many])).toHaveLength(LEADING_MAX)
})
