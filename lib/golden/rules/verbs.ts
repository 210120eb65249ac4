/** Every act that is written down as a decision. */
export const DECISION_VERBS = [
  'nominate',
  'approve',
  'reject',
  'withdraw',
  'waive',
  'grant-waiver',
  'mark',
  'approve-promotion',
  'promote',
  'rollback',
  'hold',
  'release',
  'revoke',
  'schedule-revoke',
  'cancel-revoke',
  'request-restore',
  'restore',
  'request-extend',
  'extend',
  'repair',
  'put-back',
  'break-glass',
] as const

export type DecisionVerb = (typeof DECISION_VERBS)[number]

export interface Asked {
  readonly verb: string
  readonly actorId: string
  readonly actorName: string
  readonly at: number
  readonly reason: string | null
}

/**
 * What one person asked for and nobody answered yet; null when nothing is open. Any later decision about where the
 * version stands ends it.
 */
export function openRequest<D extends Asked>(decisions: readonly D[], what: 'restore' | 'extend'): D | null {
  const asked = decisions.findLastIndex(({ verb }) => verb === `request-${what}`)
  if (asked < 0) return null
  const isOver = decisions.slice(asked + 1).some(({ verb }) => ENDING.has(verb))
  return isOver ? null : (decisions[asked] ?? null)
}

const ENDING: ReadonlySet<string> = new Set(['restore', 'extend', 'revoke', 'mark', 'nominate', 'reject'])
