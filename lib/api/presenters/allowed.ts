import 'server-only'
import type { Decision } from '@/lib/access/rules/can'
import { describeGround } from '@/lib/access/rules/describe-ground'
import type { ScopeDecisions } from '@/lib/access/rules/scope-decisions'

/** More grounds for one thing help nobody. */
const GROUNDS_MAX = 5

/** Whether somebody may and by which grants, or why not. */
export function presentAllowed(decision: Decision) {
  return decision.allowed
    ? { allowed: true, reason: null, grounds: decision.grounds.slice(0, GROUNDS_MAX).map(describeGround) }
    : { allowed: false, reason: decision.reason, grounds: [] }
}

/** What somebody may do to a registry, a namespace or a repository. */
export function presentScopeDecisions(decisions: ScopeDecisions) {
  return {
    sync: presentAllowed(decisions.sync),
    push: presentAllowed(decisions.push),
    delete: presentAllowed(decisions.delete),
    readMembers: presentAllowed(decisions.readMembers),
    manageMembers: presentAllowed(decisions.manageMembers),
  }
}
