import type { RetentionRuleDocument } from '@/lib/core/retention-document'

/** What became of a part of a foreign policy. `untranslated` could not be said here and is not in the result. */
export interface Note {
  readonly kind: 'untranslated' | 'left-out' | 'changed'
  readonly where: string
  readonly message: string
}

export interface Imported {
  readonly rules: readonly RetentionRuleDocument[]
  readonly notes: readonly Note[]
  readonly untaggedOlderThanDays: number | null
  /** Five fields; null where the policy names none. */
  readonly cron: string | null
}

/** What was given is not such a policy at all. */
export class ImportFault extends Error {}

export function note(kind: Note['kind'], where: string, message: string): Note {
  return { kind, where, message }
}

/** A name no rule so far has. */
export function named(rules: readonly RetentionRuleDocument[], wanted: string): string {
  const name = wanted.slice(0, 90)
  return rules.some((rule) => rule.name === name) ? `${name} (${rules.length + 1})` : name
}
