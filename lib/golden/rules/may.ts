import { isRestorable } from './four-eyes'
import type { VersionState } from './version'
import { sayState } from './words'

/** What can be done to a version, by where it stands. */
export type VersionAct =
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'mark'
  | 'waive'
  | 'revoke'
  | 'cancel-revocation'
  | 'restore'
  | 'extend'
  | 'promote'

export interface ActFacts {
  readonly state: VersionState
  /** A revocation announced and not yet come. */
  readonly isRevocationAhead: boolean
  readonly revocationCategory: string | null
  readonly isLineArchived: boolean
  /** Whether the version has an end that could be moved. */
  readonly hasEnd: boolean
}

const MARKED: readonly VersionState[] = ['golden', 'superseded', 'expired']
const FROM: Readonly<Record<VersionAct, readonly VersionState[]>> = {
  approve: ['candidate'],
  reject: ['candidate'],
  withdraw: ['candidate'],
  mark: ['candidate'],
  waive: ['candidate', 'golden', 'superseded', 'expired', 'revoked'],
  revoke: MARKED,
  'cancel-revocation': ['golden', 'superseded', 'expired'],
  restore: ['revoked'],
  extend: MARKED,
  promote: ['golden', 'superseded'],
}

/** Why something cannot be done to a version where it stands now; null when it can. */
export function refuseAct(act: VersionAct, facts: ActFacts): string | null {
  if (facts.isLineArchived) return 'The line is archived.'
  if (!FROM[act].includes(facts.state)) return `It is ${sayState(facts.state)}.`
  if (act === 'cancel-revocation' && !facts.isRevocationAhead) return 'No revocation is announced.'
  if (act === 'restore' && !isRestorable(facts.revocationCategory)) {
    return 'What held a secret or was compromised is never golden again. Nominate a new build.'
  }
  if (act === 'extend' && !facts.hasEnd) return 'It has no end that could be moved.'
  return null
}
