import { expect, it } from 'vitest'
import { deleteLabel, fateWords, listWords } from './plan-words'
import type { PlannedTag } from './queries'

const none = { count: 0, first: [] }
const tag: PlannedTag = {
  tag: 'v1',
  digest: 'sha256:a',
  fate: 'remove',
  siblings: none,
  parents: none,
  referrers: none,
  protection: null,
  becomesUntagged: false,
}

it('says of a tag with siblings that they stay', () => {
  expect(fateWords({ ...tag, siblings: { count: 3, first: ['a', 'b', 'c'] } })).toBe(
    '3 with the same digest stay',
  )
})

it('says who protects a tag, and which', () => {
  const protection = { source: 'golden', detail: 'debian12-base 1.0', of: 'sha256:a' }
  expect(fateWords({ ...tag, fate: 'protected', protection })).toBe('golden: debian12-base 1.0')
})

it('says that a tag that moved is left alone', () => {
  expect(fateWords({ ...tag, fate: 'moved' })).toBe('moved since, left alone')
})

it('names a few and counts the rest', () => {
  expect(listWords({ count: 9, first: ['a', 'b', 'c'] }, 2)).toBe('a, b, 7 more')
  expect(listWords({ count: 1, first: ['a'] })).toBe('a')
})

it('says on the button how many tags go', () => {
  expect(deleteLabel({ removedCount: 1 })).toBe('Delete tag')
  expect(deleteLabel({ removedCount: 1200 })).toBe('Delete 1,200 tags')
})
