import { describe, expect, it } from 'vitest'
import { isStorageDue } from './storage-pace'

const changed = { staleSince: 5, computedAt: 0, tookMs: 10 }
const first = { ...changed, computedAt: null }
const idle = { isCrawling: false }
const crawl = { isCrawling: true }

describe('storage is computed again', () => {
  it.each([
    {
      when: 'not while nothing changed',
      age: { ...changed, staleSince: null },
      ...idle,
      now: 1e9,
      isDue: false,
    },
    { when: 'at once for the first time', age: first, ...idle, now: 6, isDue: true },
    { when: 'a quarter of a minute later', age: changed, ...idle, now: 15_000, isDue: true },
    { when: 'not sooner', age: changed, ...idle, now: 14_999, isDue: false },
    {
      when: 'not before twenty times what it took',
      age: { ...changed, tookMs: 10_000 },
      ...idle,
      now: 199_999,
      isDue: false,
    },
    { when: 'not in the middle of a crawl', age: changed, ...crawl, now: 599_999, isDue: false },
    { when: 'not for the first time in the middle of one', age: first, ...crawl, now: 599_999, isDue: false },
    { when: 'in one that takes ten minutes', age: changed, ...crawl, now: 600_000, isDue: true },
    { when: 'for the first time in a long one', age: first, ...crawl, now: 600_005, isDue: true },
  ])('$when', ({ age, now, isCrawling, isDue }) => {
    expect(isStorageDue(age, { now, isCrawling })).toBe(isDue)
  })
})
