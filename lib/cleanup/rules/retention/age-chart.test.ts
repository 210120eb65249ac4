import { expect, it } from 'vitest'
import { ageAt } from './age-chart'

it.each([
  ['is told by its push', { pushedAt: 9, createdAt: 1 }, 9],
  ['is told by its creation where no push is known', { pushedAt: null, createdAt: 1 }, 1],
  ['is never that of the first look', { pushedAt: 9, createdAt: 1, isPushOrderUnknown: true }, 1],
  [
    'is unknown where only that look is known',
    { pushedAt: 9, createdAt: null, isPushOrderUnknown: true },
    null,
  ],
])('the age of a tag %s', (_what, tag, moment) => {
  expect(ageAt(tag)).toBe(moment)
})
