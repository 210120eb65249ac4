import { describe, expect, it } from 'vitest'
import { addStep, isLadder, raise } from './ladder'

describe('a ladder that is written', () => {
  it('is offered as dev, qa and prod, of which only the last is production', () => {
    const steps = addStep(addStep(addStep([])))

    expect(steps.map(({ name }) => name)).toEqual(['dev', 'qa', 'prod'])
    expect(steps.map(({ isProduction }) => isProduction)).toEqual([false, false, true])
  })

  it('can be put into another order, never beyond its start', () => {
    const steps = addStep(addStep([]))

    expect(raise(steps, 1).map(({ name }) => name)).toEqual(['qa', 'dev'])
    expect(raise(steps, 0)).toEqual(steps)
    expect(raise(steps, 1).map(({ id }) => id)).toEqual([1, 0])
  })

  it('never gives a new channel the row of one that is there', () => {
    const steps = addStep(raise(addStep(addStep([])), 1))

    expect(new Set(steps.map(({ id }) => id)).size).toBe(3)
  })

  it('needs names, and no two the same', () => {
    const [dev] = addStep([])
    if (dev === undefined) throw new Error('There is no step.')

    expect(isLadder([dev])).toBe(true)
    expect(isLadder([dev, dev])).toBe(false)
    expect(isLadder([{ ...dev, name: '' }])).toBe(false)
    expect(isLadder([{ ...dev, name: 'Dev!' }])).toBe(false)
  })
})
