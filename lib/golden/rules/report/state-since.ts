import { supersededAt, type VersionFacts, type VersionState } from '../version'
import type { Life } from './life'

export interface StateQuestion {
  readonly life: Life
  readonly version: VersionFacts
  readonly siblings: readonly VersionFacts[]
  readonly now: number
}

/** Since when a version is in the state that it is in: by a decision, by the clock, or by a newer one. */
export function stateSince(state: VersionState, { life, version, siblings, now }: StateQuestion): number {
  switch (state) {
    case 'revoked':
      return life.status === 'revoked' ? life.since : (life.revokeAt ?? life.since)
    case 'expired':
      return life.expiresAt ?? life.since
    case 'superseded':
      return supersededAt(version, siblings, now) ?? life.since
    default:
      return life.since
  }
}
