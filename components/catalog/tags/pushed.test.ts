import { expect, test } from 'vitest'
import { pushedOf } from './pushed'

test.each([
  {
    title: 'a first look knows only “before”',
    pushedAfter: null,
    pushedBefore: 1000,
    expected: { kind: 'before', before: 1000 },
  },
  {
    title: 'two looks apart give a window',
    pushedAfter: 0,
    pushedBefore: 3_600_000,
    expected: { kind: 'between', after: 0, before: 3_600_000 },
  },
  {
    title: 'two looks a minute apart are one moment',
    pushedAfter: 0,
    pushedBefore: 60_000,
    expected: { kind: 'at', at: 60_000 },
  },
])('$title', ({ pushedAfter, pushedBefore, expected }) => {
  expect(pushedOf({ pushedAfter, pushedBefore })).toEqual(expected)
})
