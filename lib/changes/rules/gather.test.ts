import { expect, it } from 'vitest'
import { coalesce, condense, type ShownChange } from './gather'

it('tells of each topic once, with everything that changed about it', () => {
  const told = coalesce([
    { topic: 'repository:rep_1', what: 'tags' },
    { topic: 'repository:rep_1', what: 'sync' },
    { topic: 'repository:rep_1', what: 'tags' },
  ])
  expect([...told]).toEqual([['repository:rep_1', ['sync', 'tags']]])
})

it('tells of a registry as a whole where very many of its repositories changed, and leaves the others alone', () => {
  const of = (registry: string, repository: string): ShownChange => ({
    topic: 'repository',
    registryId: `reg_${registry}`,
    registry,
    repository,
    what: ['tags'],
  })
  const crowd = Array.from({ length: 41 }, (_, index) => of('main', `app-${index}`))
  expect(condense([...crowd, of('other', 'app')])).toEqual([
    of('other', 'app'),
    { topic: 'registry', registryId: 'reg_main', registry: 'main', what: ['everything'] },
  ])
  expect(condense(crowd.slice(0, 40))).toHaveLength(40)
})
