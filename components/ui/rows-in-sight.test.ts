import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeRows, rangeInSight, scrollToSee } from './rows-in-sight'

const ROWS = { count: 1_000, heightPx: 40, topPx: 200 }

it('draws every row of which a pixel stands in the window, and no other', () => {
  expect(rangeInSight({ scrollPx: 0, heightPx: 240 }, ROWS)).toEqual({ first: 0, last: 0 })
  expect(rangeInSight({ scrollPx: 0, heightPx: 241 }, ROWS)).toEqual({ first: 0, last: 1 })
  expect(rangeInSight({ scrollPx: 239, heightPx: 400 }, ROWS)).toEqual({ first: 0, last: 10 })
  expect(rangeInSight({ scrollPx: 240, heightPx: 400 }, ROWS)).toEqual({ first: 1, last: 10 })
})

it('keeps to the rows there are, wherever the window stands', () => {
  expect(rangeInSight({ scrollPx: 99_999, heightPx: 400 }, ROWS)).toEqual({ first: 999, last: 999 })
  expect(rangeInSight({ scrollPx: 0, heightPx: 100 }, ROWS)).toEqual({ first: 0, last: 0 })
  expect(rangeInSight({ scrollPx: 0, heightPx: 900 }, { ...ROWS, count: 0 })).toEqual({ first: 0, last: -1 })
  const drawn = placeRows({ first: 0, last: -1 }, { count: 0, heightPx: 40, spare: 12, active: 3 })
  expect(drawn).toEqual({ items: [], restPx: 0 })
})

it('draws the row with the focus too, in its place, and takes the same room whatever it draws', () => {
  const range = fc.tuple(fc.nat(999), fc.nat(60)).map(([first, more]) => ({
    first,
    last: Math.min(999, first + more),
  }))
  fc.assert(
    fc.property(range, fc.integer({ min: -1, max: 1_200 }), fc.nat(20), (inSight, active, spare) => {
      const { items, restPx } = placeRows(inSight, { count: 1_000, heightPx: 40, spare, active })
      const indexes = items.map(({ index }) => index)
      expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b))
      for (let index = inSight.first; index <= inSight.last; index += 1) expect(indexes).toContain(index)
      if (active >= 0 && active < 1_000) expect(indexes).toContain(active)
      let px = 0
      for (const { index, gapPx } of items) {
        px += gapPx
        expect(px).toBe(index * 40)
        px += 40
      }
      expect(px + restPx).toBe(1_000 * 40)
    }),
  )
})

it('scrolls to a row only where something lies over it, and so far that nothing does', () => {
  const room = { rows: ROWS, abovePx: 92, belowPx: 40 }
  const window = { scrollPx: 1_000, heightPx: 600 }
  // Row 20 stands at 1,000, behind what sticks above; row 34 ends at 1,600, where the window does.
  expect(scrollToSee(20, window, room)).toBe(1_000 - 92)
  expect(scrollToSee(25, window, room)).toBeNull()
  expect(scrollToSee(34, window, room)).toBe(1_040)
  expect(scrollToSee(0, { scrollPx: 300, heightPx: 600 }, { ...room, rows: { ...ROWS, topPx: 50 } })).toBe(0)
})
