import type { Word } from './state-words'

export { STATE_WORDS, type VersionState } from './state-words'

/** What things of golden are called, one home for all pages. */

export type Outcome = 'pass' | 'fail' | 'warn' | 'unknown' | 'not-applicable'

export const OUTCOME_WORDS: Readonly<Record<Outcome, Word>> = {
  pass: { label: 'pass', tone: 'ok', meaning: 'It holds.' },
  fail: { label: 'fail', tone: 'danger', meaning: 'It does not hold.' },
  warn: { label: 'warn', tone: 'warn', meaning: 'It holds, with something to look at.' },
  unknown: { label: 'unknown', tone: 'warn', meaning: 'Nobody can tell, which is never taken as a pass.' },
  'not-applicable': { label: 'n/a', tone: 'neutral', meaning: 'The question does not arise for it.' },
}

export const REVOCATION_CATEGORIES = [
  { value: 'vulnerability', label: 'Vulnerability' },
  { value: 'defect', label: 'Defect' },
  { value: 'secret', label: 'A secret is in it' },
  { value: 'policy', label: 'Against policy' },
  { value: 'compromised', label: 'Compromised' },
  { value: 'other', label: 'Other' },
] as const

export type RevocationCategory = (typeof REVOCATION_CATEGORIES)[number]['value']

/** Of a category, in running text. */
export function categoryLabel(category: string): string {
  return REVOCATION_CATEGORIES.find(({ value }) => value === category)?.label ?? category
}

const VERB_WORDS: Readonly<Record<string, string>> = {
  nominate: 'nominated it',
  approve: 'approved',
  reject: 'rejected it',
  withdraw: 'withdrew it',
  waive: 'asked to waive a requirement',
  'approve-promotion': 'agreed to the promotion',
  'request-restore': 'asked to restore it',
  'request-extend': 'asked to extend it',
  'grant-waiver': 'granted a waiver',
  mark: 'marked it golden',
  promote: 'promoted it',
  rollback: 'rolled back',
  hold: 'held the channel',
  release: 'released the channel',
  revoke: 'revoked it',
  'schedule-revoke': 'announced its revocation',
  'cancel-revoke': 'called off the revocation',
  restore: 'restored it',
  extend: 'extended it',
  repair: 'repaired it',
  'put-back': 'put back what was deleted',
  'break-glass': 'broke the glass',
}

/** What somebody did, to stand after their name. */
export function verbWords(verb: string): string {
  return VERB_WORDS[verb] ?? verb.replaceAll('-', ' ')
}

export type Count = readonly [one: string, many: string]

/** `1 version`, `12 versions`. */
export function counted(count: number, [one, many]: Count): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
