import type { Finding } from './policy'
import { DAY_MS } from './version'

/** The requirements whose evidence is too old by now, though it may not have been when it was evaluated. */
export function staleRequirements(findings: readonly Finding[], now: number): readonly string[] {
  return findings
    .filter((finding) => !finding.isWaived && isStale(finding, now))
    .map(({ requirementId }) => requirementId)
}

/** When the first of what is fresh now goes stale; null where nothing ages. */
export function nextStaleAt(findings: readonly Finding[]): number | null {
  const times = findings.flatMap(({ requirement, observedAt, isWaived }) =>
    isWaived || !ages(requirement) || observedAt === null
      ? []
      : [observedAt + (requirement.maxAgeDays ?? 0) * DAY_MS],
  )
  return times.length === 0 ? null : Math.min(...times)
}

function isStale({ requirement, outcome, observedAt, isStale: wasStale }: Finding, now: number): boolean {
  if (wasStale) return true
  if (!ages(requirement) || outcome === 'unknown') return false
  return observedAt === null || now - observedAt > (requirement.maxAgeDays ?? 0) * DAY_MS
}

/** What is computed from the bytes cannot age. */
function ages({ kind, maxAgeDays }: Finding['requirement']): boolean {
  return kind !== 'check' && maxAgeDays !== null
}
