import { expect, test } from 'vitest'
import { placesOf, shiftOf } from './kept-place'

const before = ['a', 'b', 'c', 'd']

test.each([
  {
    title: 'rows that came above push what is in sight down',
    after: ['x', 'y', 'a', 'b', 'c', 'd'],
    shift: 2,
  },
  { title: 'rows that went above pull it up', after: ['b', 'c', 'd'], shift: -1 },
  { title: 'rows that came below move nothing', after: ['a', 'b', 'c', 'd', 'e'], shift: 0 },
  { title: 'the next row stands in for one that is gone', after: ['x', 'a', 'b', 'd'], shift: 0 },
  { title: 'where nothing is left, nothing is moved', after: ['x', 'y'], shift: 0 },
])('$title', ({ after, shift }) => {
  expect(shiftOf({ before, after: placesOf(after), first: 2 })).toBe(shift)
})
