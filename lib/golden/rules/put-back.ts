import type { DriftKind } from './drift'
import type { VersionState } from './version'

/** What a line does when a golden manifest is deleted at its registry: put it back, or tell and wait for a person. */
export type OnMissing = 'put-back' | 'tell'

/** Tries for one drift; what fails that often does not get better by itself. */
export const ATTEMPTS_MAX = 8
/** Put back within a day and deleted again this often, somebody means it: then a person decides. */
export const PUT_BACK_A_DAY_MAX = 3

const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 60 * 60 * 1000

/** How long what was tried is left alone. An attempt has to be over by then. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS)
}

/** A drift, as far as it matters to putting back. */
export interface AttemptFacts {
  readonly kind: DriftKind
  readonly onMissing: OnMissing
  readonly resolvedAt: number | null
  readonly attempts: number
  readonly attemptAgainAt: number | null
  /** Null while the last attempt has no outcome, and before the first. */
  readonly attemptProblem: string | null
}

/** A moved tag is no missing manifest: where a tag points is decided by people. */
export function isPutBackKind(kind: DriftKind): boolean {
  return kind === 'manifest-missing' || kind === 'child-missing'
}

/** `leave` is not for Assay to do. */
export type PutBackVerdict = 'leave' | 'now' | 'under-way' | 'wait' | 'given-up'

/** Whether Assay puts back by itself what is missing. Never for what is no longer golden: who wants it gone revokes it. */
export function judgePutBack(
  facts: AttemptFacts,
  state: VersionState | undefined,
  now: number,
): PutBackVerdict {
  const { kind, onMissing, resolvedAt, attempts, attemptAgainAt } = facts
  if (!isPutBackKind(kind) || onMissing === 'tell' || resolvedAt !== null) return 'leave'
  if (state !== 'golden' && state !== 'superseded') return 'leave'
  if (isUnderWay(facts, now)) return 'under-way'
  if (attempts >= ATTEMPTS_MAX || facts.attemptProblem === TOO_OFTEN) return 'given-up'
  return attemptAgainAt !== null && now < attemptAgainAt ? 'wait' : 'now'
}

/** An attempt that has begun and said nothing yet; after its time somebody else takes over. */
export function isUnderWay({ attempts, attemptAgainAt, attemptProblem }: AttemptFacts, now: number): boolean {
  return attempts > 0 && attemptProblem === null && attemptAgainAt !== null && now < attemptAgainAt
}

export const NOT_KEPT = 'not-kept'
export const TOO_OFTEN = 'deleted-too-often'

/** Why putting back failed, for people. */
export function sayProblem(code: string): string {
  return PROBLEMS[code] ?? `The registry did not take it (${code}).`
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'blobs-gone': 'The registry no longer holds its layers or its config. They have to be pushed again.',
  [NOT_KEPT]: 'Assay does not keep its exact bytes. It has to be pushed again.',
  [TOO_OFTEN]: 'It was put back several times within a day and deleted again. A person has to decide.',
  'upstream-denied': 'The registry does not let Assay push.',
  'upstream-auth': 'The registry does not accept the account Assay uses.',
  'upstream-unreachable': 'The registry could not be reached.',
  'upstream-timeout': 'The registry did not answer in time.',
}
