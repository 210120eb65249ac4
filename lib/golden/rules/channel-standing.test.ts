import { describe, expect, it } from 'vitest'
import { lapsedAt, sayLapse, standingOf } from './channel-standing'

describe('what a channel stands for', () => {
  it.each(['golden', 'superseded'] as const)('is what it points to while that is %s', (state) => {
    expect(standingOf({ state })).toEqual({ effective: { state }, lapsed: null })
  })

  it.each(['revoked', 'expired', 'rejected', 'candidate'] as const)(
    'I4: is nothing once that is %s, whenever it became so',
    (state) => expect(standingOf({ state })).toEqual({ effective: null, lapsed: { state } }),
  )

  it('is nothing while it is empty', () => {
    expect(standingOf(null)).toEqual({ effective: null, lapsed: null })
  })

  it('says since when and why', () => {
    expect(lapsedAt({ expiresAt: 10, revokeAt: 20 }, 30)).toBe(10)
    expect(lapsedAt({ expiresAt: 40, revokeAt: 20 }, 30)).toBe(20)
    expect(lapsedAt({ expiresAt: 40, revokeAt: null }, 30)).toBeNull()
    const none = { category: null, reason: null }
    expect(sayLapse({ name: '1.0', state: 'expired' }, none)).toBe('1.0 has expired.')
    expect(sayLapse({ name: '1.0', state: 'revoked' }, { category: 'secret', reason: 'leaks' })).toBe(
      '1.0 was revoked (secret): leaks',
    )
  })
})
