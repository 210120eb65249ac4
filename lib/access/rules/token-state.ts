import type { Role } from '@/lib/core/actor'

export interface TokenFacts {
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  readonly ownerDisabledAt: number | null
}

/** Whether a token still opens anything. The instant of expiry is already too late. */
export function isTokenLive(facts: TokenFacts, now: number): boolean {
  if (facts.revokedAt !== null || facts.ownerDisabledAt !== null) return false
  return facts.expiresAt === null || now < facts.expiresAt
}

/** A token never does more than its owner may do at this moment. */
export function effectiveRole(tokenRole: Role, ownerRole: Role): Role {
  return tokenRole === 'admin' && ownerRole === 'admin' ? 'admin' : 'viewer'
}
