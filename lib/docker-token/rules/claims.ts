import type { AccessEntry } from './access'

/** Short, because nothing can take a token back: a right that was taken away ends with it. */
export const TOKEN_SECONDS = 120
/** For a registry whose clock is a little behind; registries themselves forgive 60 s more. */
const NOT_BEFORE_SECONDS = 10

export interface ClaimFacts {
  readonly issuer: string
  readonly service: string
  readonly subject: string
  readonly access: readonly AccessEntry[]
  readonly nowMs: number
  readonly id: string
}

/** The claims of a token by the distribution token specification. One audience, as a text: 2.x takes no list. */
export function buildClaims({ issuer, service, subject, access, nowMs, id }: ClaimFacts) {
  const issuedAt = Math.floor(nowMs / 1000)
  return {
    iss: issuer,
    sub: subject,
    aud: service,
    exp: issuedAt + TOKEN_SECONDS,
    nbf: issuedAt - NOT_BEFORE_SECONDS,
    iat: issuedAt,
    jti: id,
    access,
  }
}
