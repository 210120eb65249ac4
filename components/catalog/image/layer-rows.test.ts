import { describe, expect, test } from 'vitest'
import { distinctBytes, weighLayers, weighSteps } from './layer-rows'

const layer = (digest: string, size: number) => ({ digest, size })

describe('the weight of layers', () => {
  test('adds up from the base', () => {
    expect(weighLayers([layer('a', 80), layer('b', 20)])).toEqual([
      { cumulative: 80, share: 1, part: 0.8 },
      { cumulative: 100, share: 0.25, part: 0.2 },
    ])
  })

  test('counts a layer that repeats once', () => {
    expect(weighLayers([layer('a', 10), layer('a', 10)]).at(-1)?.cumulative).toBe(10)
    expect(distinctBytes([layer('a', 10), layer('a', 10)])).toBe(10)
  })

  test('does not divide by zero', () => {
    expect(weighLayers([layer('a', 0)])).toEqual([{ cumulative: 0, share: 0, part: 0 }])
    expect(weighLayers([])).toEqual([])
  })

  test('gives empty steps no weight and the others their own layer’s', () => {
    const steps = [
      { step: 1, layer: layer('a', 60) },
      { step: 2, layer: null },
      { step: 3, layer: layer('b', 40) },
    ]
    expect(weighSteps(steps).map(({ weight }) => weight?.cumulative ?? null)).toEqual([60, null, 100])
  })
})
