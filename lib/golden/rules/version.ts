import type { Digest } from '@/lib/oci/digest'

/** What is written down of a version. The rest follows from the clock and from its siblings. */
export type StoredStatus = 'candidate' | 'golden' | 'rejected' | 'revoked'

/** What a version is at some moment. */
export type VersionState = StoredStatus | 'superseded' | 'expired'

export type RevocationCategory = 'vulnerability' | 'defect' | 'secret' | 'policy' | 'compromised' | 'other'

/** One digest nominated into, or marked golden in, one line. */
export interface VersionFacts {
  readonly id: string
  readonly lineId: string
  readonly digest: Digest
  readonly status: StoredStatus
  /** Epoch ms; null while it was never marked. */
  readonly markedAt: number | null
  readonly expiresAt: number | null
  /** A revocation that is announced and comes by itself; null for none. */
  readonly revokeAt: number | null
}

/** A version in whose state nothing but the clock and the line's other versions is asked. */
export function stateOf(version: VersionFacts, siblings: readonly VersionFacts[], now: number): VersionState {
  if (isRevoked(version, now)) return 'revoked'
  if (version.status !== 'golden') return version.status
  if (isExpired(version, now)) return 'expired'
  return siblings.some((other) => supersedes(other, version, now)) ? 'superseded' : 'golden'
}

/** The one version of a line that is in force; undefined when none is. Revoking the newest puts the one before it back. */
export function currentOf(versions: readonly VersionFacts[], now: number): VersionFacts | undefined {
  return versions.find((version) => stateOf(version, versions, now) === 'golden')
}

/** When a version was first superseded by one that still counts; null when it is not. */
export function supersededAt(
  version: VersionFacts,
  siblings: readonly VersionFacts[],
  now: number,
): number | null {
  const times = siblings.flatMap((other) =>
    supersedes(other, version, now) && other.markedAt !== null ? [other.markedAt] : [],
  )
  return times.length === 0 ? null : Math.min(...times)
}

/**
 * By when teams should have moved off a version: its expiry, or the line's days of grace after it was
 * superseded, whichever comes first; null when neither is known.
 */
export function upgradeBy(
  version: VersionFacts,
  siblings: readonly VersionFacts[],
  { now, graceDays }: { readonly now: number; readonly graceDays: number },
): number | null {
  const superseded = supersededAt(version, siblings, now)
  const ends = [version.expiresAt, superseded === null ? null : superseded + graceDays * DAY_MS]
  const known = ends.filter((end) => end !== null)
  return known.length === 0 ? null : Math.min(...known)
}

export const DAY_MS = 24 * 60 * 60 * 1000

/** Revoked, or announced to be by now. It wins over everything else. */
export function isRevoked(version: VersionFacts, now: number): boolean {
  return version.status === 'revoked' || (version.revokeAt !== null && now >= version.revokeAt)
}

function isExpired(version: VersionFacts, now: number): boolean {
  return version.expiresAt !== null && now >= version.expiresAt
}

function supersedes(other: VersionFacts, version: VersionFacts, now: number): boolean {
  if (other.id === version.id || other.lineId !== version.lineId) return false
  if (other.status !== 'golden' || isRevoked(other, now) || isExpired(other, now)) return false
  return isNewer(other, version)
}

/** Marked later; of two marked in the same millisecond the one with the later id. */
function isNewer(other: VersionFacts, version: VersionFacts): boolean {
  const [theirs, own] = [other.markedAt ?? 0, version.markedAt ?? 0]
  return theirs === own ? other.id > version.id : theirs > own
}
