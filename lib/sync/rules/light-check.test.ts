import { describe, expect, it } from 'vitest'
import { isCheckDue, planCheck, REVALIDATIONS_MAX } from './light-check'

const MINUTE_MS = 60_000
const NOW = 100 * MINUTE_MS

describe('isCheckDue', () => {
  it.each([
    { lookedAt: null, lastEventAt: null, expected: true },
    { lookedAt: 94 * MINUTE_MS, lastEventAt: null, expected: true },
    { lookedAt: 96 * MINUTE_MS, lastEventAt: null, expected: false },
    { lookedAt: 1, lastEventAt: 99 * MINUTE_MS, expected: false },
    { lookedAt: 1, lastEventAt: 90 * MINUTE_MS, expected: true },
  ])('looked at $lookedAt, last event $lastEventAt: $expected', ({ expected, ...facts }) => {
    expect(isCheckDue({ ...facts, nowMs: NOW, afterMs: 5 * MINUTE_MS })).toBe(expected)
  })
})

describe('planCheck', () => {
  it('asks for everything in a small repository', () => {
    const listed = ['a', 'b', 'new']
    const plan = planCheck({ listed, known: new Set(['a', 'b', 'gone']), likely: [], gone: ['gone'] })
    expect(plan).toEqual({ names: ['new', 'gone', 'a', 'b'], isComplete: true })
  })

  it('asks in a large one for what came, what went and the likeliest of the rest', () => {
    const listed = Array.from({ length: 5000 }, (_, number) => `v${number}`)
    const known = new Set(listed.slice(1))
    const plan = planCheck({ listed, known, likely: ['v7', 'v9', 'not-listed'], gone: [] })
    expect(plan).toEqual({ names: ['v0', 'v7', 'v9'], isComplete: false })
  })

  it('never revalidates more than it may', () => {
    const listed = Array.from({ length: 5000 }, (_, number) => `v${number}`)
    const plan = planCheck({ listed, known: new Set(listed), likely: listed, gone: [] })
    expect(plan.names).toHaveLength(REVALIDATIONS_MAX)
  })
})
