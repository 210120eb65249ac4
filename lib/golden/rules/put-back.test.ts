import { describe, expect, it } from 'vitest'
import {
  ATTEMPTS_MAX,
  type AttemptFacts,
  isUnderWay,
  judgePutBack,
  sayProblem,
  TOO_OFTEN,
  waitAfter,
} from './put-back'

const NOW = 1_000_000
const missing = (more: Partial<AttemptFacts> = {}): AttemptFacts => ({
  kind: 'manifest-missing',
  onMissing: 'put-back',
  resolvedAt: null,
  attempts: 0,
  attemptAgainAt: null,
  attemptProblem: null,
  ...more,
})

describe('putting back what a registry lost', () => {
  it.each(['golden', 'superseded'] as const)('does so at once for what is %s', (state) => {
    expect(judgePutBack(missing(), state, NOW)).toBe('now')
    expect(judgePutBack(missing({ kind: 'child-missing' }), state, NOW)).toBe('now')
  })

  it.each(['candidate', 'rejected', 'expired', 'revoked', undefined] as const)(
    'never does so for what is %s: who wants an image gone revokes it',
    (state) => expect(judgePutBack(missing(), state, NOW)).toBe('leave'),
  )

  it.each(['tag-moved', 'tag-deleted', 'channel-tag-moved', 'pin-missing', 'policy-newer'] as const)(
    'leaves %s to people',
    (kind) => expect(judgePutBack(missing({ kind }), 'golden', NOW)).toBe('leave'),
  )

  it('waits for a person where the line says so, and does nothing about what is over', () => {
    expect(judgePutBack(missing({ onMissing: 'tell' }), 'golden', NOW)).toBe('leave')
    expect(judgePutBack(missing({ resolvedAt: NOW }), 'golden', NOW)).toBe('leave')
  })

  it('tries again later and later, and not for ever', () => {
    const failed = missing({ attempts: 1, attemptAgainAt: NOW + 1, attemptProblem: 'blobs-gone' })
    expect(judgePutBack(failed, 'golden', NOW)).toBe('wait')
    expect(judgePutBack(failed, 'golden', NOW + 1)).toBe('now')
    expect(judgePutBack({ ...failed, attempts: ATTEMPTS_MAX }, 'golden', NOW + 1)).toBe('given-up')
    expect(judgePutBack({ ...failed, attemptProblem: TOO_OFTEN }, 'golden', NOW + 1)).toBe('given-up')
    const waits = Array.from({ length: ATTEMPTS_MAX }, (_, at) => waitAfter(at + 1))
    expect(waits).toEqual(waits.toSorted((one, other) => one - other))
    expect(waits.at(-1)).toBe(60 * 60 * 1000)
  })

  it('leaves what somebody else has begun alone, until their time is over', () => {
    const begun = missing({ attempts: 1, attemptAgainAt: NOW + 1 })
    expect(isUnderWay(begun, NOW)).toBe(true)
    expect(judgePutBack(begun, 'golden', NOW)).toBe('under-way')
    expect(judgePutBack(begun, 'golden', NOW + 1)).toBe('now')
  })

  it('says why it failed, whatever the reason', () => {
    expect(sayProblem('blobs-gone')).toContain('no longer holds its layers')
    expect(sayProblem('upstream-tls')).toContain('upstream-tls')
  })
})
