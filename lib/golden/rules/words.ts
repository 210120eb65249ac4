import type { ApprovalRefusal } from './approval'
import type { SecondPersonRefusal, WaiverRefusal } from './four-eyes'
import type { VersionState } from './version'

/** Why somebody may not approve, for them to read. */
export const APPROVAL_REFUSALS: Readonly<Record<ApprovalRefusal, string>> = {
  'not-a-person': 'Only people approve. Sign in as a person.',
  'is-nominator': 'Whoever nominated a version does not approve it.',
  'is-pusher': 'Whoever pushed an image does not approve it.',
  'not-in-group': 'The policy wants somebody of certain groups, and you are in none of them.',
  'changed-since-seen': 'It changed since you looked. Look again before you decide.',
  'approved-already': 'You have approved exactly this already.',
}

/** Why somebody may not be the second person. */
export const SECOND_PERSON_REFUSALS: Readonly<Record<SecondPersonRefusal, string>> = {
  'not-a-person': 'Only people decide this. Sign in as a person.',
  'asked-themselves': 'You asked for it; a second person has to agree.',
  'is-nominator': 'Whoever nominated a version does not decide this about it.',
}

export const WAIVER_REFUSALS: Readonly<Record<WaiverRefusal, string>> = {
  'no-such-requirement': 'The policy has no such requirement.',
  'not-waivable': 'The policy lets nobody waive this requirement.',
  over: 'The waiver would be over already.',
  'too-long': 'The policy allows no waiver that long.',
}

/** What a version is, as the end of a sentence. */
export function sayState(state: VersionState): string {
  return state === 'candidate' ? 'a candidate' : state
}
