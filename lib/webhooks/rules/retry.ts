/** Ten seconds, doubled up to four hours, comes to a little more than a day. */
const FIRST_DELAY_MS = 10_000
const DELAY_MAX_MS = 4 * 60 * 60 * 1000
export const ATTEMPTS_MAX = 16
/** Up to so much is taken off at random, so that what failed together does not come back together. */
const JITTER = 0.25

export type Verdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'dead' }

export interface AttemptFacts {
  /** Counted from 1. */
  readonly attempt: number
  /** Null when no answer came. */
  readonly status: number | null
  /** 0..1 */
  readonly random: number
}

/**
 * What becomes of a delivery after a try. Only 2xx is taken as heard, a redirect is not; 410 says that nobody is
 * there any more.
 */
export function judge({ attempt, status, random }: AttemptFacts): Verdict {
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410 || attempt >= ATTEMPTS_MAX) return { kind: 'dead' }
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), DELAY_MAX_MS)
  return { kind: 'retry', delayMs: Math.round(delayMs * (1 - JITTER * random)) }
}
