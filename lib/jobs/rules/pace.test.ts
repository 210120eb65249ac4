import { expect, it } from 'vitest'
import { itemsPerMinute, refusalToRetry } from './pace'

const running = { status: 'running', startedAt: 0, closedLately: 30, now: 120_000 }

it('measures a job by its last minute', () => {
  expect(itemsPerMinute(running)).toBe(30)
  expect(itemsPerMinute({ ...running, closedLately: 0 })).toBe(0)
})

it.each([
  { title: 'before it has run for a minute', facts: { ...running, now: 59_000 } },
  { title: 'before it has started', facts: { ...running, startedAt: null } },
  { title: 'while it waits', facts: { ...running, status: 'queued' } },
  { title: 'once it is over', facts: { ...running, status: 'succeeded' } },
])('does not guess $title', ({ facts }) => {
  expect(itemsPerMinute(facts)).toBeNull()
})

it.each([
  { status: 'running', refusal: 'It is still under way.' },
  { status: 'succeeded', refusal: 'Nothing of it failed.' },
  { status: 'partial', refusal: null },
  { status: 'failed', refusal: null },
  { status: 'cancelled', refusal: null },
])('lets a job that is $status be done again, or says why not', ({ status, refusal }) => {
  expect(refusalToRetry({ status, kind: 'crawl' })).toBe(refusal)
})
