import { describe, expect, it } from 'vitest'
import { isActive, type Job } from './is-active'
import { elapsedMs, paceText, progressText, remainingMs } from './job-state'
import { jobTitle } from './job-words'

const START = 1_000_000

function buildJob(over: Partial<Job>): Job {
  return {
    id: 'job_1',
    kind: 'crawl',
    registry: 'main',
    repository: null,
    status: 'running',
    phase: 'tags',
    total: 100,
    done: 50,
    failed: 0,
    problem: null,
    createdBy: 'system',
    createdAt: START,
    startedAt: START,
    finishedAt: null,
    itemsPerMinute: null,
    queuePosition: null,
    can: {
      cancel: { allowed: true, reason: null, grounds: [] },
      retry: { allowed: false, reason: 'It is still under way.', grounds: [] },
    },
    ...over,
  }
}

describe('remainingMs', () => {
  it('takes the pace of the last minute for what is left', () => {
    expect(remainingMs(buildJob({ done: 50, failed: 10, itemsPerMinute: 20 }))).toBe(120_000)
  })

  it.each([
    ['before a minute has passed', buildJob({ itemsPerMinute: null })],
    ['without a total', buildJob({ total: null, itemsPerMinute: 20 })],
    ['while nothing moves', buildJob({ itemsPerMinute: 0 })],
  ])('does not guess %s', (_, job) => {
    expect(remainingMs(job)).toBeNull()
  })
})

it('says how fast a job goes, and when that is not known', () => {
  expect(paceText({ kind: 'crawl', itemsPerMinute: 1_200 })).toBe('1,200 repositories a minute')
  expect(paceText({ kind: 'tidy-index', itemsPerMinute: 1 })).toBe('1 item a minute')
  expect(paceText({ kind: 'crawl', itemsPerMinute: null })).toContain('unknown')
})

it('counts the time of a finished job to its end and of a running one to now', () => {
  expect(elapsedMs(buildJob({ finishedAt: START + 500 }), START + 9_000)).toBe(500)
  expect(elapsedMs(buildJob({}), START + 9_000)).toBe(9_000)
  expect(elapsedMs(buildJob({ startedAt: null }), START)).toBeNull()
})

it('says how far it is without inventing a total', () => {
  expect(progressText({ kind: 'crawl', done: 1204, total: 3587 })).toBe('1,204 of 3,587 repositories')
  expect(progressText({ kind: 'crawl', done: 12, total: null })).toBe('12 repositories')
  expect(progressText({ kind: 'sync-repository', done: 1, total: 1 })).toBe('1 repository')
})

it('names what a job does', () => {
  expect(jobTitle({ kind: 'sync-repository', registry: 'main', repository: 'team-a/web' })).toBe(
    'Sync repository team-a/web',
  )
})

it('knows which jobs are still under way', () => {
  expect(isActive({ status: 'cancelling' })).toBe(true)
  expect(isActive({ status: 'partial' })).toBe(false)
})
