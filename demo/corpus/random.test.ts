import { describe, expect, it } from 'vitest'
import { seededRandom } from './random'

describe('a seeded source', () => {
  it('draws the same from the same seed and other things from another', () => {
    expect(seededRandom('a').hex(40)).toBe(seededRandom('a').hex(40))
    expect(seededRandom('a').hex(40)).not.toBe(seededRandom('b').hex(40))
  })

  it('gives a fork draws of its own, whatever was drawn before', () => {
    const drawn = seededRandom('a')
    drawn.bytes(100)

    expect(drawn.fork('x').hex(40)).toBe(seededRandom('a').fork('x').hex(40))
    expect(drawn.fork('x').hex(40)).not.toBe(drawn.fork('y').hex(40))
  })

  it('stays within the bounds it was given, both included', () => {
    const random = seededRandom('bounds')
    const drawn = new Set(Array.from({ length: 500 }, () => random.int(3, 6)))

    expect([...drawn].sort()).toEqual([3, 4, 5, 6])
  })
})
