import { AUDIT_POLICIES } from './policies/audit'
import { CATALOG_POLICIES } from './policies/catalog'
import { GOLDEN_POLICIES } from './policies/golden'
import { PEOPLE_POLICIES } from './policies/people'
import type { Policy } from './policies/policy'
import { WORK_POLICIES } from './policies/work'

const POLICIES = {
  ...CATALOG_POLICIES,
  ...GOLDEN_POLICIES,
  ...WORK_POLICIES,
  ...PEOPLE_POLICIES,
  ...AUDIT_POLICIES,
} as const

/** Everything anybody can ask to do. `noun:verb`. */
export type Action = keyof typeof POLICIES

/** Who may do one thing. */
export function policyOf(action: Action): Policy {
  return POLICIES[action]
}

/** Whether a text names an action. */
export function isAction(text: string): text is Action {
  return Object.hasOwn(POLICIES, text)
}

/** Every action there is, by the files they are in. */
export const ACTIONS: readonly Action[] = Object.keys(POLICIES).filter(isAction)
