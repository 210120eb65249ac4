import { describe, expect, it } from 'vitest'
import { backoffMs, retryAfterSeconds } from './retry'

const NOW = Date.parse('2026-01-02T03:04:05Z')

describe('how long a registry that limits requests is left alone', () => {
  it.each([
    ['7', 7],
    ['0', 0],
    ['999999999', 120],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30],
    ['Thu, 01 Jan 2099 00:00:00 GMT', 120],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', 5],
    ['-3', 5],
    ['', 5],
    ['1e3', 5],
  ])('%j is %i seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds)
  })

  it('is not known without the header', () => {
    expect(retryAfterSeconds(null, NOW)).toBeNull()
  })
})

describe('the pause before another try', () => {
  it('is anywhere below a bound that doubles up to two seconds', () => {
    expect([1, 2, 3, 9].map((attempt) => backoffMs(attempt, 1))).toEqual([300, 600, 1200, 2000])
    expect(backoffMs(3, 0)).toBe(0)
  })
})
