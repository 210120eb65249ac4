import type { Outcome } from './words'

/** What a policy, or no policy at all, asks of a digest, and what is known of it. */
export interface Finding {
  readonly requirementId: string
  /** Of the catalogue, such as `IMG-001`; of a manual item its own text. */
  readonly ref: string
  readonly title: string
  readonly explanation: string
  readonly remedy: string
  readonly sources: readonly string[]
  readonly level: 'block' | 'warn' | null
  readonly outcome: Outcome
  readonly detail: string
  readonly observedAt: number | null
  readonly isStale: boolean
  readonly isWaived: boolean
  readonly isWaivable: boolean
  readonly isBlocking: boolean
}

export interface FindingGroup<F extends Finding> {
  readonly key: 'blocking' | 'attention' | 'waived' | 'fine'
  readonly title: string
  readonly findings: readonly F[]
}

const TITLES = {
  blocking: 'Keeps it from being golden',
  attention: 'To look at',
  waived: 'Waived',
  fine: 'In order',
} as const

/** What matters first: what blocks, what asks for a look, what is waived, and the rest. Empty groups are left out. */
export function groupFindings<F extends Finding>(findings: readonly F[]): readonly FindingGroup<F>[] {
  return (['blocking', 'attention', 'waived', 'fine'] as const).flatMap((key) => {
    const own = findings.filter((finding) => groupOf(finding) === key)
    return own.length === 0 ? [] : [{ key, title: TITLES[key], findings: own }]
  })
}

function groupOf(finding: Finding): FindingGroup<Finding>['key'] {
  if (finding.isBlocking) return 'blocking'
  if (finding.isWaived && !isFine(finding)) return 'waived'
  return isFine(finding) ? 'fine' : 'attention'
}

function isFine({ outcome, isStale }: Finding): boolean {
  return !isStale && (outcome === 'pass' || outcome === 'not-applicable')
}

export interface Tally {
  readonly outcome: Outcome
  readonly count: number
}

const ORDER: readonly Outcome[] = ['fail', 'unknown', 'warn', 'pass', 'not-applicable']

/** How many said what, the worst first; what nobody said is left out. */
export function tallyOf(findings: readonly { readonly outcome: Outcome }[]): readonly Tally[] {
  return ORDER.map((outcome) => ({
    outcome,
    count: findings.filter((finding) => finding.outcome === outcome).length,
  })).filter(({ count }) => count > 0)
}
