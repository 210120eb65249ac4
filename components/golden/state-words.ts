import type { Tone } from '../ui/tone'

/** What states are called, apart from other words: every list of tags shows them. */

export type VersionState = 'candidate' | 'golden' | 'superseded' | 'expired' | 'rejected' | 'revoked'

export interface Word {
  readonly label: string
  readonly tone: Tone
  /** What it comes to, for a title. */
  readonly meaning: string
}

export const STATE_WORDS: Readonly<Record<VersionState, Word>> = {
  golden: { label: 'golden', tone: 'gold', meaning: 'The version of its line that is in force.' },
  candidate: {
    label: 'candidate',
    tone: 'info',
    meaning: 'Nominated, and not golden before everything its policy asks for is there.',
  },
  superseded: { label: 'superseded', tone: 'neutral', meaning: 'A newer version of the line is golden.' },
  expired: { label: 'expired', tone: 'warn', meaning: 'Its time as golden is over.' },
  rejected: {
    label: 'rejected',
    tone: 'neutral',
    meaning: 'Somebody decided that it does not become golden.',
  },
  revoked: { label: 'revoked', tone: 'danger', meaning: 'Taken back with a reason. It is not to be used.' },
}
