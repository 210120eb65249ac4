import { expect, test } from 'vitest'
import { rowIntent } from './row-keys'

test.each([
  { title: 'j goes to the first row when none has the focus', key: 'j', active: -1, kind: 'focus', index: 0 },
  { title: 'arrow down goes one down', key: 'ArrowDown', active: 3, kind: 'focus', index: 4 },
  { title: 'the last row is the end', key: 'j', active: 9, kind: 'focus', index: 9 },
  { title: 'k goes one up', key: 'k', active: 3, kind: 'focus', index: 2 },
  { title: 'the first row is the top', key: 'ArrowUp', active: 0, kind: 'focus', index: 0 },
  { title: 'End goes to the last row', key: 'End', active: 0, kind: 'focus', index: 9 },
  { title: 'page down stops at the end', key: 'PageDown', active: 0, kind: 'focus', index: 9 },
])('$title', ({ key, active, kind, index }) => {
  expect(rowIntent(key, active, 10)).toEqual({ kind, index })
})

test('Enter opens and c copies, but only a row that has the focus', () => {
  expect(rowIntent('Enter', 2, 10)).toEqual({ kind: 'open' })
  expect(rowIntent('c', 2, 10)).toEqual({ kind: 'copy' })
  expect(rowIntent('Enter', -1, 10)).toEqual({ kind: 'none' })
  expect(rowIntent('c', -1, 10)).toEqual({ kind: 'none' })
})

test('an empty table has no keys', () => {
  expect(rowIntent('j', -1, 0)).toEqual({ kind: 'none' })
})
