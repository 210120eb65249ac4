import type { Finding } from './policy'
import { requirementTitle } from './requirement-title'

export type WaitsFor = 'checks' | 'evidence' | 'approval' | 'nothing'

export interface Standing {
  readonly findings: readonly Finding[]
  /** Approvals that hold. */
  readonly approvals: number
  readonly approvalsNeeded: number
}

/** Why a candidate is not golden yet, in words; empty when it has all it takes. */
export function blockersOf({ findings, approvals, approvalsNeeded }: Standing): readonly string[] {
  const open = approvalsNeeded - approvals
  return [
    ...findings.filter(({ isBlocking }) => isBlocking).map(blockerOf),
    ...(open > 0 ? [`${open} more ${open === 1 ? 'approval is' : 'approvals are'} needed.`] : []),
  ]
}

/** What a candidate waits for first: automatic checks, then what people and CI send, then approval. */
export function waitsFor({ findings, approvals, approvalsNeeded }: Standing): WaitsFor {
  const blocking = findings.filter(({ isBlocking }) => isBlocking)
  if (blocking.some(({ requirement, outcome }) => requirement.kind === 'check' || outcome === 'fail')) {
    return 'checks'
  }
  if (blocking.length > 0) return 'evidence'
  return approvals < approvalsNeeded ? 'approval' : 'nothing'
}

export function isReady(standing: Standing): boolean {
  return waitsFor(standing) === 'nothing'
}

function blockerOf({ requirement, isStale, detail }: Finding): string {
  return `${requirementTitle(requirement)} (${requirement.id}): ${isStale ? 'too old to count.' : detail}`
}

export interface Tally {
  readonly pass: number
  readonly warn: number
  readonly fail: number
  readonly unknown: number
  readonly notApplicable: number
  readonly blocking: number
  readonly waived: number
}

/** How many requirements say what. */
export function tallyOf(findings: readonly Finding[]): Tally {
  const count = (fits: (finding: Finding) => boolean) => findings.filter(fits).length
  return {
    pass: count(({ outcome }) => outcome === 'pass'),
    warn: count(({ outcome }) => outcome === 'warn'),
    fail: count(({ outcome }) => outcome === 'fail'),
    unknown: count(({ outcome }) => outcome === 'unknown'),
    notApplicable: count(({ outcome }) => outcome === 'not-applicable'),
    blocking: count(({ isBlocking }) => isBlocking),
    waived: count(({ isWaived }) => isWaived),
  }
}
