import { expect, it } from 'vitest'
import { formatLag } from './health-text'

it.each([
  [0, '0 ms'],
  [340, '340 ms'],
  [2_140, '2.1 s'],
  [250_000, '4m 10s'],
])('writes a lag of %i ms as %s', (ms, text) => {
  expect(formatLag(ms)).toBe(text)
})
