import type { Digest } from '@/lib/oci/digest'
import type { RevocationCategory, StoredStatus, VersionFacts } from '../version'

/** One act that changed what a version is. */
export interface LifeEvent {
  readonly verb: string
  readonly at: number
  readonly reason: string | null
  /** Of `mark`, `restore` and `extend`: when it ends by itself; null for never, undefined where it is not said. */
  readonly expiresAt?: number | null | undefined
  /** Of `schedule-revoke`. */
  readonly revokeAt?: number | null | undefined
  readonly category?: RevocationCategory | string | null | undefined
}

/** What a version was written down as at some moment. */
export interface Life {
  readonly status: StoredStatus
  /** Since when its status is this. */
  readonly since: number
  readonly markedAt: number | null
  readonly expiresAt: number | null
  readonly revokeAt: number | null
  readonly revocation: { readonly category: string; readonly reason: string } | null
}

/** Folds what was decided about a version until a moment, oldest first; null where it was not nominated yet. */
export function lifeAt(decisions: readonly LifeEvent[], at: number): Life | null {
  let life: Life | null = null
  for (const event of decisions) {
    if (event.at > at) break
    life = after(life, event)
  }
  return life
}

const BORN: Life = {
  status: 'candidate',
  since: 0,
  markedAt: null,
  expiresAt: null,
  revokeAt: null,
  revocation: null,
}

function after(life: Life | null, event: LifeEvent): Life | null {
  const { at, verb, expiresAt } = event
  if (verb === 'nominate') return { ...BORN, since: at }
  if (life === null) return null
  const ends = expiresAt === undefined ? life.expiresAt : expiresAt
  switch (verb) {
    case 'mark':
      return { ...BORN, status: 'golden', since: at, markedAt: at, expiresAt: ends }
    case 'reject':
    case 'withdraw':
      return { ...life, status: 'rejected', since: at }
    case 'revoke':
      return { ...life, status: 'revoked', since: at, revocation: revocationOf(event) ?? life.revocation }
    case 'schedule-revoke':
      return { ...life, revokeAt: event.revokeAt ?? null, revocation: revocationOf(event) }
    case 'cancel-revoke':
      return { ...life, revokeAt: null, revocation: null }
    case 'restore':
      return { ...life, status: 'golden', since: at, expiresAt: ends, revokeAt: null, revocation: null }
    case 'extend':
      return { ...life, expiresAt: ends }
    default:
      return life
  }
}

function revocationOf({ category, reason }: LifeEvent): Life['revocation'] {
  return category === null || category === undefined ? null : { category, reason: reason ?? '' }
}

/** The same as the rules of states take it. */
export function factsOf(
  { id, lineId, digest }: { readonly id: string; readonly lineId: string; readonly digest: Digest },
  { status, markedAt, expiresAt, revokeAt }: Life,
): VersionFacts {
  return { id, lineId, digest, status, markedAt, expiresAt, revokeAt }
}
