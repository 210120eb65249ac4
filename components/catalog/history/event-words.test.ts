import { describe, expect, it } from 'vitest'
import type { TagEvent } from '../queries'
import { causeOf, standsOut, verbOf } from './event-words'

const event: TagEvent = {
  id: 'tev_1',
  registry: 'main',
  repository: 'team/app',
  tag: 'latest',
  kind: 'moved',
  from: null,
  to: null,
  occurredAt: null,
  afterAt: null,
  beforeAt: 1,
  actor: null,
  client: null,
  learnedBy: 'crawl',
  isFirstLook: false,
  isUnannounced: false,
}

describe('the words of an event', () => {
  it('does not call created what was there at the first look', () => {
    expect(verbOf({ ...event, kind: 'created', isFirstLook: true })).toBe('first seen')
    expect(verbOf({ ...event, kind: 'created' })).toBe('created')
  })

  it('lets a move of latest stand out, and not that it was created or that a version moved', () => {
    expect(standsOut(event)).toBe(true)
    expect(standsOut({ ...event, kind: 'deleted' })).toBe(true)
    expect(standsOut({ ...event, kind: 'created' })).toBe(false)
    expect(standsOut({ ...event, tag: 'v1.2.0' })).toBe(false)
  })

  it('says how it was learned', () => {
    expect(causeOf({ ...event, learnedBy: 'light-check' })).toBe('found when somebody looked')
  })
})
