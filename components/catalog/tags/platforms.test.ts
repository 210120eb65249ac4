import { expect, test } from 'vitest'
import { choosePlatform, splitPlatforms } from './platforms'

test('counts what does not fit, but never “+1” where the one would fit', () => {
  expect(splitPlatforms(['a', 'b', 'c'])).toEqual({ shown: ['a', 'b', 'c'], more: [] })
  expect(splitPlatforms(['a', 'b', 'c', 'd'])).toEqual({ shown: ['a', 'b'], more: ['c', 'd'] })
  expect(splitPlatforms([])).toEqual({ shown: [], more: [] })
})

test.each([
  {
    title: 'the one asked for',
    platforms: ['linux/amd64', 'linux/arm64'],
    wanted: 'linux/arm64',
    expected: 'linux/arm64',
  },
  {
    title: 'linux/amd64 when nothing is asked for',
    platforms: ['linux/arm64', 'linux/amd64'],
    wanted: undefined,
    expected: 'linux/amd64',
  },
  {
    title: 'linux/amd64 when the one asked for is not there',
    platforms: ['linux/arm64', 'linux/amd64'],
    wanted: 'x/y',
    expected: 'linux/amd64',
  },
  {
    title: 'the first otherwise',
    platforms: ['linux/arm/v7', 'linux/s390x'],
    wanted: undefined,
    expected: 'linux/arm/v7',
  },
  { title: 'none of none', platforms: [], wanted: 'linux/amd64', expected: undefined },
])('shows $title', ({ platforms, wanted, expected }) => {
  expect(choosePlatform(platforms, wanted)).toBe(expected)
})
