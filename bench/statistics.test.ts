import { describe, expect, it } from 'vitest'
import { median, percentile, ratio } from './statistics'

const oneToHundred = Array.from({ length: 100 }, (_, at) => 100 - at)

describe('statistics', () => {
  it.each([
    [0.5, 50],
    [0.95, 95],
    [0.99, 99],
    [1, 100],
    [0.001, 1],
  ])('takes share %d of a hundred samples by nearest rank', (share, expected) => {
    expect(percentile(oneToHundred, share)).toBe(expected)
  })

  it('gives the only sample for every share', () => {
    expect([percentile([7], 0.05), percentile([7], 0.95), median([7])]).toEqual([7, 7, 7])
  })

  it('takes the middle of an odd and the mean of the middle two of an even number', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  it('leaves the samples in the order they came', () => {
    const samples = [3, 1, 2]
    percentile(samples, 0.5)
    median(samples)
    expect(samples).toEqual([3, 1, 2])
  })

  it('compares numbers as numbers, not as text', () => {
    expect(median([10, 9, 100])).toBe(10)
  })

  it('refuses to speak of nothing', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError)
    expect(() => median([])).toThrow(RangeError)
    expect(() => percentile([1], 0)).toThrow(RangeError)
    expect(() => percentile([1], 95)).toThrow(RangeError)
  })

  it('refuses a ratio against a floor that was not measured', () => {
    expect(ratio(3, 2)).toBe(1.5)
    expect(() => ratio(3, 0)).toThrow(RangeError)
    expect(() => ratio(3, Number.NaN)).toThrow(RangeError)
  })
})
