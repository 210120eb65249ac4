import { expect, it } from 'vitest'
import { ATTEMPTS_MAX, judge } from './retry'

it.each([200, 202, 204, 299])('takes %i as heard', (status) => {
  expect(judge({ attempt: 1, status, random: 0 })).toEqual({ kind: 'delivered' })
})

it.each([null, 199, 301, 308, 400, 404, 429, 500, 503])('tries again after %s', (status) => {
  expect(judge({ attempt: 1, status, random: 0 })).toEqual({ kind: 'retry', delayMs: 10_000 })
})

it('gives up at once where nobody is there any more, and at last where nobody answers', () => {
  expect(judge({ attempt: 1, status: 410, random: 0 })).toEqual({ kind: 'dead' })
  expect(judge({ attempt: ATTEMPTS_MAX, status: null, random: 0 })).toEqual({ kind: 'dead' })
})

it('keeps trying for about a day', () => {
  let totalMs = 0
  for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
    const verdict = judge({ attempt, status: 503, random: 0.5 })
    if (verdict.kind === 'retry') totalMs += verdict.delayMs
  }
  const hours = totalMs / 3_600_000
  expect(hours).toBeGreaterThan(18)
  expect(hours).toBeLessThan(30)
})
