import type { ApiToken } from './queries'

export type TokenState = 'active' | 'expired' | 'revoked'

/** Whether a token still opens anything, at a moment in epoch milliseconds. */
export function tokenState(token: Pick<ApiToken, 'revokedAt' | 'expiresAt'>, now: number): TokenState {
  if (token.revokedAt !== null) return 'revoked'
  return token.expiresAt !== null && token.expiresAt <= now ? 'expired' : 'active'
}
