import { describe, expect, it } from 'vitest'
import { isMassVanish } from './vanished'

describe('isMassVanish', () => {
  it.each([
    [{ known: 10, vanished: 0 }, false],
    [{ known: 5, vanished: 2 }, false],
    [{ known: 10, vanished: 3 }, true],
    [{ known: 1000, vanished: 100 }, false],
    [{ known: 1000, vanished: 101 }, true],
    [{ known: 5000, vanished: 101 }, true],
  ])('judges %j as %j', (facts, expected) => {
    expect(isMassVanish(facts)).toBe(expected)
  })
})
