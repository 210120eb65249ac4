import { expect, it } from 'vitest'
import { tokenState } from './token-state'

it.each([
  [{ revokedAt: null, expiresAt: null }, 'active'],
  [{ revokedAt: null, expiresAt: 101 }, 'active'],
  [{ revokedAt: null, expiresAt: 100 }, 'expired'],
  [{ revokedAt: 5, expiresAt: 50 }, 'revoked'],
])('of %o says %s', (token, state) => {
  expect(tokenState(token, 100)).toBe(state)
})
