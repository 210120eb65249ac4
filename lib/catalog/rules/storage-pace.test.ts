import { describe, expect, it } from 'vitest'
import { isStorageDue } from './storage-pace'

const changed = { staleSince: 5, computedAt: 0, tookMs: 10 }

describe('storage is computed again', () => {
  it.each([
    { when: 'not while nothing changed', age: { ...changed, staleSince: null }, now: 1e9, isDue: false },
    { when: 'at once for the first time', age: { ...changed, computedAt: null }, now: 6, isDue: true },
    { when: 'a quarter of a minute later', age: changed, now: 15_000, isDue: true },
    { when: 'not sooner', age: changed, now: 14_999, isDue: false },
    {
      when: 'not before twenty times what it took',
      age: { ...changed, tookMs: 10_000 },
      now: 199_999,
      isDue: false,
    },
  ])('$when', ({ age, now, isDue }) => {
    expect(isStorageDue(age, now)).toBe(isDue)
  })
})
