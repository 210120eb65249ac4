import { expect, it } from 'vitest'
import { formatBytes } from './format-bytes'

it.each([
  [0, '0 B'],
  [1, '1 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1536, '1.54 kB'],
  [999_700, '1 MB'],
  [52_428_800, '52.4 MB'],
  [1_234_567_890, '1.23 GB'],
  [2.5e15, '2.5 PB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

it('says unknown, never zero, for what nobody measured', () => {
  expect(formatBytes(null)).toBe('unknown')
  expect(formatBytes(undefined)).toBe('unknown')
})
