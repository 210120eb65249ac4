import { describe, expect, it } from 'vitest'
import { absenceOf, isUnannounced, moveOf, noticedSince } from './tag-history'

const before = { digest: 'sha256:old', problem_code: null, missing_since: null, last_seen_at: 10 }
const told = { digest: 'sha256:new', at: 25, actor: 'ci', client: 'docker' }
const move = { digest: 'sha256:new', before, repositorySyncedAt: 20, hint: undefined, at: 30 }

describe('moveOf', () => {
  it('happened between the last look that saw the old digest and the one that saw the new', () => {
    expect(moveOf(move)).toMatchObject({ kind: 'moved', fromDigest: 'sha256:old', afterAt: 20, beforeAt: 30 })
    const missing = { ...before, missing_since: 15 }
    expect(moveOf({ ...move, before: missing })).toMatchObject({ afterAt: 10 })
  })

  it('is nothing when the index has the digest there already', () => {
    expect(moveOf({ ...move, digest: 'sha256:old' })).toBeNull()
  })

  it('takes an event only when it speaks of the digest the registry confirmed', () => {
    expect(moveOf({ ...move, hint: told })).toMatchObject({ hint: told })
    expect(moveOf({ ...move, hint: { ...told, digest: 'sha256:other' } })).toMatchObject({ hint: null })
  })

  it.each([
    { synced: null, hint: undefined, isFirstLook: true, afterAt: -1 },
    { synced: null, hint: told, isFirstLook: false, afterAt: -1 },
    { synced: 20, hint: undefined, isFirstLook: false, afterAt: 20 },
  ])('of a tag nobody knew, in a repository compared at $synced', ({ synced, hint, ...expected }) => {
    const change = moveOf({ ...move, before: undefined, repositorySyncedAt: synced, hint })
    expect(change).toMatchObject({ kind: 'created', fromDigest: null, ...expected })
  })

  it('of a tag that could not be read before does not say since when', () => {
    const unread = { ...before, digest: null, problem_code: 'not-found' }
    expect(moveOf({ ...move, before: unread })).toMatchObject({ kind: 'created', afterAt: -1 })
  })
})

describe('absenceOf', () => {
  const facts = {
    before,
    repositorySyncedAt: 20,
    hint: undefined,
    passStartedAt: 28,
    mayRemove: true,
    at: 30,
  }
  const missed = { ...before, missing_since: 22 }
  const announced = { ...told, digest: null }

  it.each([
    ['one pass', facts],
    ['the same pass', { ...facts, before: { ...before, missing_since: 29 } }],
    ['two passes of a doubted registry', { ...facts, before: missed, mayRemove: false }],
    ['an event of a doubted registry', { ...facts, hint: announced, mayRemove: false }],
    ['an event that speaks of a push', { ...facts, hint: told }],
  ])('is only noted after %s', (_name, given) => {
    expect(absenceOf(given)).toBe('note')
  })

  it('deletes after two passes, between the last look that saw it and the first that did not', () => {
    expect(absenceOf({ ...facts, before: missed })).toMatchObject({
      kind: 'deleted',
      afterAt: 10,
      beforeAt: 22,
    })
  })

  it('deletes at once what an event announced', () => {
    const change = { kind: 'deleted', toDigest: null, hint: announced, afterAt: 20, beforeAt: 30 }
    expect(absenceOf({ ...facts, hint: announced })).toMatchObject(change)
  })
})

describe('drift', () => {
  const DAY_MS = 86_400_000
  it.each([
    { notices: null, sweptAt: 5, expected: null },
    { notices: { firstAt: 1, lastAt: 9 * DAY_MS }, sweptAt: 8 * DAY_MS, expected: 1 },
    { notices: { firstAt: 1, lastAt: 9.5 * DAY_MS }, sweptAt: 9.9 * DAY_MS, expected: 1 },
    { notices: { firstAt: 1, lastAt: 2 * DAY_MS }, sweptAt: 9.9 * DAY_MS, expected: null },
  ])('is looked for since $expected when events came $notices', ({ expected, ...facts }) => {
    expect(noticedSince({ ...facts, nowMs: 10 * DAY_MS })).toBe(expected)
  })

  it.each([
    [{ hint: null, afterAt: 20 }, { learnedBy: 'crawl', noticedSince: 10 }, true],
    [{ hint: null, afterAt: 20 }, { learnedBy: 'light-check', noticedSince: 10 }, true],
    [{ hint: null, afterAt: 20 }, { learnedBy: 'notification', noticedSince: 10 }, false],
    [{ hint: null, afterAt: 20 }, { learnedBy: 'crawl', noticedSince: null }, false],
    [{ hint: null, afterAt: 5 }, { learnedBy: 'crawl', noticedSince: 10 }, false],
    [{ hint: told, afterAt: 20 }, { learnedBy: 'crawl', noticedSince: 10 }, false],
  ] as const)('%j found by %j: %j', (change, how, expected) => {
    expect(isUnannounced(change, how)).toBe(expected)
  })
})
