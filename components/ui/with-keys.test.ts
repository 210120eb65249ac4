import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withKeys } from './with-keys'

it('gives every item a key of its own, in order, however often the same stands there', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('', 'a', 'b', '0 a', '1 a')), (items) => {
      const keyed = withKeys(items, (item) => item)
      expect(keyed.map(({ item }) => item)).toEqual(items)
      expect(new Set(keyed.map(({ key }) => key)).size).toBe(items.length)
    }),
  )
})

it('keeps the key of what stays when something else goes', () => {
  const keyOf = (items: readonly string[]) =>
    withKeys(items, (item) => item).find(({ item }) => item === 'b')?.key
  expect(keyOf(['a', 'b'])).toBe(keyOf(['b', 'c']))
})
