import { describe, expect, it } from 'vitest'
import { layOut, neighbour, type TreemapItem } from './treemap-layout'

const leaf = (key: string, area: number): TreemapItem => ({ key, label: key, area, children: [] })
const items: readonly TreemapItem[] = [
  { ...leaf('a', 300), children: [leaf('a/x', 200), leaf('a/y', 100)] },
  leaf('b', 100),
  leaf('nothing', 0),
  { ...leaf('c', 50), children: [leaf('c/empty', 0)] },
]

describe('the layout of a treemap', () => {
  const boxes = layOut(items, { width: 900, height: 500 })
  const keys = boxes.map(({ item }) => item.key)

  it('has a box for everything with an area', () => {
    expect(keys).toEqual(['a', 'a/x', 'a/y', 'b', 'c'])
  })

  it('gives areas in proportion', () => {
    const areaOf = (key: string) => {
      const box = boxes.find(({ item }) => item.key === key)
      return (box?.width ?? 0) * (box?.height ?? 0)
    }
    expect(areaOf('a') / areaOf('b')).toBeGreaterThan(2.8)
    expect(areaOf('a') / areaOf('b')).toBeLessThan(3.2)
    expect(areaOf('b') / areaOf('c')).toBeCloseTo(2, 0)
  })

  it('keeps what is in a box inside of it, below its name', () => {
    const [outer, ...rest] = boxes
    for (const box of rest.filter(({ item }) => item.key.startsWith('a/'))) {
      expect(box.left).toBeGreaterThanOrEqual(outer?.left ?? 0)
      expect(box.top).toBeGreaterThanOrEqual((outer?.top ?? 0) + 20)
      expect(box.left + box.width).toBeLessThanOrEqual((outer?.left ?? 0) + (outer?.width ?? 0))
    }
  })

  it('is empty for nothing', () => {
    expect(layOut([], { width: 900, height: 500 })).toEqual([])
    expect(layOut([leaf('a', 0)], { width: 900, height: 500 })).toEqual([])
  })
})

describe('the arrow keys', () => {
  const grid = ['nw', 'ne', 'sw', 'se'].map((name) => ({
    name,
    left: name.endsWith('e') ? 100 : 0,
    top: name.startsWith('s') ? 100 : 0,
    width: 90,
    height: 90,
  }))
  const [nw, ne, sw, se] = grid

  it.each([
    { from: nw, direction: 'right' as const, to: ne },
    { from: nw, direction: 'down' as const, to: sw },
    { from: se, direction: 'left' as const, to: sw },
    { from: se, direction: 'up' as const, to: ne },
    { from: nw, direction: 'left' as const, to: undefined },
  ])('go from $from.name $direction', ({ from, direction, to }) => {
    expect(from && neighbour(grid, from, direction)).toBe(to)
  })
})
