import { expect, it } from 'vitest'
import { formatAbsolute, formatDuration, formatRelative } from './format-time'

const NOW = Date.UTC(2026, 2, 4, 12, 0, 0)
const SECOND = 1000
const DAY = 86_400 * SECOND

it.each([
  [0, 'just now'],
  [-9 * SECOND, 'just now'],
  [-59 * SECOND, '59s ago'],
  [-60 * SECOND, '1m ago'],
  [-23 * 3600 * SECOND, '23h ago'],
  [-29 * DAY, '29d ago'],
  [-40 * DAY, '1mo ago'],
  [-800 * DAY, '2y ago'],
  [2 * DAY, 'in 2d'],
])('says how far %d ms from now is: %s', (offset, text) => {
  expect(formatRelative(NOW + offset, NOW)).toBe(text)
})

it('writes the moment itself in UTC', () => {
  expect(formatAbsolute(NOW)).toBe('2026-03-04 12:00:00 UTC')
})

it.each([
  [0, '0s'],
  [61 * SECOND, '1m 1s'],
  [2 * 3600 * SECOND + 5 * 60 * SECOND, '2h 5m'],
])('writes a span of %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})
