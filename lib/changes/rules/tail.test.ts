import { describe, expect, it } from 'vitest'
import { advance, markOf, type Tail } from './tail'

const START: Tail = { high: 10, gaps: new Map() }

describe('the tail of a feed', () => {
  it('goes on behind the highest number while none is missing', () => {
    const { tail, isLost } = advance(START, [11, 12], 0)
    expect({ ...tail, isLost, mark: markOf(tail) }).toMatchObject({ high: 12, isLost: false, mark: 12 })
    expect(tail.gaps.size).toBe(0)
  })

  it('remembers numbers that were passed over, and lets nobody resume behind them', () => {
    const { tail } = advance(START, [14, 11], 0)
    expect([...tail.gaps.keys()]).toEqual([12, 13])
    expect(markOf(tail)).toBe(11)
  })

  it('closes a gap when its number turns up late', () => {
    const first = advance(START, [12], 0).tail
    const { tail } = advance(first, [11], 500)
    expect(tail).toMatchObject({ high: 12 })
    expect(markOf(tail)).toBe(12)
  })

  it('gives a number up that was rolled back', () => {
    const first = advance(START, [12], 0).tail
    expect(markOf(advance(first, [13], 119_000).tail)).toBe(10)
    expect(markOf(advance(first, [13], 121_000).tail)).toBe(13)
  })

  it('says that it lost sight when more are missing than it can ask for', () => {
    const { tail, isLost } = advance(START, [5_000], 0)
    expect(isLost).toBe(true)
    expect(markOf(tail)).toBe(5_000)
  })
})
