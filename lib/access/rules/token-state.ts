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
