import type { Finding } from './policy'

/**
 * What all requirements said, without what the clock alone changes: of a check its outcome, of evidence also its
 * words, for other numbers are other evidence. The same report sent again says the same.
 */
export function spokenOf(findings: readonly Finding[]): readonly object[] {
  return findings.map(({ requirement, outcome, detail, isStale, isWaived }) => ({
    id: requirement.id,
    outcome,
    isStale,
    isWaived,
    ...(requirement.kind !== 'check' && { detail }),
  }))
}
