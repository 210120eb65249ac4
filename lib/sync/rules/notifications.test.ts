import { describe, expect, it } from 'vitest'
import { USER_AGENT } from '@/lib/core/user-agent'
import { buildEvent, type EventInput, envelopeOf } from '@/lib/testing/event'
import { readDelivery } from './delivery'
import { effectOf, timeOf } from './event-effect'
import { earlyWaitOf, eventsByTag, hintOf, isKnownWrite, type NamedEvent } from './named-tags'
import { healthOf, lagOf } from './notification-health'
import { readEvent } from './registry-event'

const DIGEST = `sha256:${'a'.repeat(64)}`
const OTHER = `sha256:${'b'.repeat(64)}`
const NOW = Date.UTC(2026, 10, 21)
const whole = { id: '1', action: 'push', target: { repository: 'team/app', tag: 'v1' } }

describe('reading an event', () => {
  it.each([
    ['no event', 'text', 'not-an-event'],
    ['a list', [], 'not-an-event'],
    ['no id', { ...whole, id: '' }, 'bad-id'],
    ['an id with a line break', { ...whole, id: 'a\nb' }, 'bad-id'],
    ['an id without end', { ...whole, id: 'a'.repeat(129) }, 'bad-id'],
    ['an action nobody knows', { ...whole, action: 'explode' }, 'unknown-action'],
    ['an action named as objects have it', { ...whole, action: 'constructor' }, 'unknown-action'],
    ['another one', { ...whole, action: '__proto__' }, 'unknown-action'],
    ['no target', { ...whole, target: undefined }, 'no-target'],
    ['a repository with a step up', { ...whole, target: { repository: '../etc' } }, 'bad-repository'],
    ['a tag with a slash', { ...whole, target: { repository: 'a', tag: 'a/b' } }, 'bad-tag'],
    ['a short digest', { ...whole, target: { repository: 'a', digest: 'sha256:ab' } }, 'bad-digest'],
    ['a negative length', { ...whole, target: { repository: 'a', tag: 'v', length: -1 } }, 'bad-length'],
    ['a length in words', { ...whole, target: { repository: 'a', tag: 'v', size: 'big' } }, 'bad-length'],
    ['neither tag nor digest', { ...whole, target: { repository: 'a' } }, 'no-subject'],
  ])('says why it cannot read %s', (_, value, reason) => {
    expect(readEvent(value)).toEqual({ kind: 'poison', reason })
  })

  it('needs no more than what the event is about', () => {
    expect(readEvent(whole)).toMatchObject({ kind: 'event', event: { tag: 'v1', actor: null, client: null } })
    const odd = { ...whole, actor: 7, request: { method: [], useragent: {} } }
    expect(readEvent(odd)).toMatchObject({ kind: 'event', event: { actor: null, method: null } })
  })

  it('takes the deletion of a whole repository', () => {
    const value = { id: '1', action: 'delete', target: { repository: 'team/app' } }
    expect(readEvent(value)).toMatchObject({ kind: 'event', event: { tag: null, digest: null } })
  })
})

describe('what an event asks for', () => {
  const effect = (input: Omit<EventInput, 'id'>) => {
    const reading = readEvent(buildEvent({ id: '1', ...input }))
    return reading.kind === 'event' ? effectOf(reading.event) : reading.reason
  }
  const blob = { mediaType: 'application/octet-stream', digest: DIGEST }

  it.each([
    ['a push of a tag', { tag: 'v1', digest: DIGEST }, 'look'],
    ['a push by digest: it may be attached to something', { digest: DIGEST }, 'attach'],
    ['a push of a blob', blob, 'none'],
    ['a mount', { ...blob, action: 'mount' }, 'none'],
    ['a deletion of a tag', { action: 'delete', tag: 'v1' }, 'look'],
    ['a deletion by digest', { action: 'delete', digest: DIGEST }, 'look'],
    ['our own push', { tag: 'v1', digest: DIGEST, client: USER_AGENT }, 'check'],
    ['our own deletion', { action: 'delete', tag: 'v1', client: USER_AGENT }, 'check'],
    ['asking what a tag names', { action: 'pull', tag: 'v1', digest: DIGEST, method: 'HEAD' }, 'resolve'],
    ['a pull by tag', { action: 'pull', tag: 'v1', digest: DIGEST }, 'pull'],
    ['a pull by digest', { action: 'pull', digest: DIGEST }, 'pull'],
    ['a look at a digest', { action: 'pull', digest: DIGEST, method: 'HEAD' }, 'none'],
    ['a pull of a blob', { ...blob, action: 'pull' }, 'none'],
    ['the look at a blob that comes with a push', { ...blob, action: 'pull', method: 'HEAD' }, 'none'],
    ['our own pull', { action: 'pull', tag: 'v1', digest: DIGEST, client: USER_AGENT }, 'own'],
  ])('%s', (_, input, expected) => {
    expect(effect(input)).toBe(expected)
  })
})

describe('the time of an event', () => {
  it.each([
    ['a moment ago', new Date(NOW - 1500).toISOString(), { at: NOW - 1500, lagMs: 1500 }],
    ['a clock that goes ahead a little', new Date(NOW + 1000).toISOString(), { at: NOW, lagMs: 0 }],
    ['as Go writes nothing', '0001-01-01T00:00:00Z', { at: NOW, lagMs: null }],
    ['the year 9999', '9999-12-31T23:59:59Z', { at: NOW, lagMs: null }],
    ['garbage', 'yesterday', { at: NOW, lagMs: null }],
    ['a number', 12, { at: NOW, lagMs: null }],
    ['nothing', undefined, { at: NOW, lagMs: null }],
  ])('%s', (_, timestamp, expected) => {
    expect(timeOf(timestamp, NOW)).toEqual(expected)
  })
})

describe('reading an envelope', () => {
  it.each([
    ['{}', 'no-events'],
    ['{"events":null}', 'no-events'],
    ['[]', 'no-events'],
    ['null', 'no-events'],
    ['{"events":[', 'bad-json'],
    ['', 'bad-json'],
  ])('sets %s aside whole', (text, reason) => {
    expect(readDelivery(text, NOW)).toMatchObject({ events: [], unreadable: [{ reason, isWhole: false }] })
  })

  it('sets aside the bad event alone', () => {
    const text = envelopeOf(
      buildEvent({ id: '1', tag: 'v1' }),
      { id: '2' },
      buildEvent({ id: '3', tag: 'v1' }),
    )
    const { events, unreadable } = readDelivery(text, NOW)

    expect(events.map((event) => event.event_id)).toEqual(['1', '3'])
    expect(unreadable).toMatchObject([{ reason: 'unknown-action', content: '{"id":"2"}', isWhole: true }])
  })

  it('keeps only the beginning of what is long, and says so', () => {
    const { unreadable } = readDelivery(envelopeOf({ id: 'x'.repeat(5_000) }), NOW)

    expect(unreadable[0]?.content).toHaveLength(4_096)
    expect(unreadable[0]?.isWhole).toBe(false)
  })
})

const named = (event: Partial<NamedEvent>): NamedEvent => ({
  action: 'push',
  effect: 'look',
  tag: 'v1',
  digest: DIGEST,
  actor_name: null,
  client: null,
  occurred_at: NOW,
  ...event,
})

describe('what events say of tags', () => {
  it('lets the deletion of a manifest speak of the tags on it', () => {
    const deletion = named({ action: 'delete', tag: null })
    const push = named({ tag: 'v2' })

    expect([...eventsByTag([deletion, push], () => ['v1', 'v2'])]).toEqual([
      ['v1', [deletion]],
      ['v2', [deletion, push]],
    ])
  })

  it('explains a tag by the last event that says what the registry said', () => {
    const events = [
      named({ digest: OTHER, actor_name: 'first' }),
      named({ digest: DIGEST, actor_name: 'second' }),
      named({ action: 'delete', digest: null, actor_name: 'third' }),
      named({ action: 'pull', actor_name: 'fourth' }),
    ]

    expect(hintOf(events, DIGEST)).toMatchObject({ digest: DIGEST, actor: 'second' })
    expect(hintOf(events, null)).toMatchObject({ digest: null, actor: 'third' })
    expect(hintOf(events, `sha256:${'c'.repeat(64)}`)).toBeUndefined()
  })

  it.each([
    ['our push that the index has', { effect: 'check' }, DIGEST, true],
    ['our push that the index does not have', { effect: 'check' }, OTHER, false],
    [
      'our deletion of what is there still',
      { effect: 'check', action: 'delete', digest: null },
      DIGEST,
      false,
    ],
    ['our deletion of what is gone', { effect: 'check', action: 'delete', digest: null }, undefined, true],
    ['the push of another that the index has', {}, DIGEST, false],
  ])('%s', (...row) => {
    const [, event, digest, expected] = row
    const indexed = digest === undefined ? undefined : { name: 'v1', digest }
    expect(isKnownWrite(named(event), indexed)).toBe(expected)
  })
})

describe('waiting for a tag', () => {
  const looked = (early_looks: number, event: Partial<NamedEvent> = {}) => ({ ...named(event), early_looks })
  const deletion = { action: 'delete', digest: null }

  it.each([
    ['a push that the registry shows', [looked(0)], DIGEST, null],
    ['a push not shown yet', [looked(0)], OTHER, 200],
    ['a push of a tag not there yet', [looked(1)], null, 400],
    ['a push looked for twice', [looked(2)], OTHER, 800],
    ['a push looked for often enough', [looked(3)], OTHER, null],
    ['a push of which nobody could tell', [looked(0)], undefined, null],
    ['a push after others that were waited for', [looked(3, { digest: OTHER }), looked(0)], OTHER, 200],
    ['a push that was taken back', [looked(0), looked(0, deletion)], null, null],
    ['a push with pulls behind it', [looked(0), looked(0, { action: 'pull' })], null, 200],
    ['a pull alone', [looked(0, { action: 'pull' })], null, null],
    ['no event', [], null, null],
  ])('%s', (...row) => {
    const [, events, found, expected] = row
    expect(earlyWaitOf(events, found)).toBe(expected)
  })
})

it.each([
  ['off', { hasSecret: false, lastEventAt: null, lastUnannouncedAt: NOW }],
  ['waiting', { hasSecret: true, lastEventAt: null, lastUnannouncedAt: null }],
  ['arriving', { hasSecret: true, lastEventAt: NOW, lastUnannouncedAt: null }],
  ['silent', { hasSecret: true, lastEventAt: NOW, lastUnannouncedAt: NOW + 1 }],
  ['leaking', { hasSecret: true, lastEventAt: NOW, lastUnannouncedAt: NOW - 1 }],
] as const)('calls it %s', (health, facts) => {
  expect(healthOf(facts)).toBe(health)
})

it('takes median and 95th percentile of lags, and nothing of none', () => {
  expect(lagOf([])).toBeNull()
  expect(lagOf([30, 10, 20])).toEqual({ medianMs: 20, p95Ms: 30, events: 3 })
})
