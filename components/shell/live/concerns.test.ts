import { expect, test } from 'vitest'
import { concernOf } from './concerns'

const TAGS = '/registries/main/repositories/team~app'

test('a repository that changed makes its own queries and pages old, and no other’s', () => {
  const { queryKeys, isDrawnOn } = concernOf({
    topic: 'repository',
    registry: 'main',
    repository: 'team/app',
    what: ['tags'],
  })
  expect(queryKeys).toEqual([['registries', 'main', 'repositories', 'team~app'], ['golden']])
  expect([TAGS, `${TAGS}/tags/latest`].map(isDrawnOn)).toEqual([true, true])
  expect(['/', '/registries/main', `${TAGS}-b`].map(isDrawnOn)).toEqual([false, false, false])
})

test('tags that changed somewhere in a registry leave the open table of another repository alone', () => {
  const { queryKeys, isDrawnOn } = concernOf({ topic: 'registry', registry: 'main', what: ['tags'] })
  expect(queryKeys).toContainEqual(['registries', 'main', 'repositories', 'list'])
  expect(queryKeys).not.toContainEqual(['registries', 'main'])
  expect(['/', '/registries/main', TAGS].map(isDrawnOn)).toEqual([true, true, false])
})

test('so many changes that they are not told apart make all of a registry old', () => {
  const { queryKeys, isDrawnOn } = concernOf({ topic: 'registry', registry: 'main', what: ['everything'] })
  expect(queryKeys).toContainEqual(['registries', 'main'])
  expect(isDrawnOn(TAGS)).toBe(true)
})

test('progress of a job draws no page anew', () => {
  const { queryKeys, isDrawnOn } = concernOf({ topic: 'job', job: 'job_1', what: ['progress'] })
  expect(queryKeys).toEqual([
    ['jobs', 'list'],
    ['jobs', 'job_1'],
  ])
  expect(isDrawnOn('/activity/job_1')).toBe(false)
})

test('a retention run that got on makes policies old, and draws no page anew', () => {
  const { queryKeys, isDrawnOn } = concernOf({ topic: 'registry', registry: 'main', what: ['retention'] })
  expect(queryKeys).toEqual([['retention']])
  expect(['/', '/registries/main'].map(isDrawnOn)).toEqual([false, false])
})
