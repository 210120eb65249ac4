import type { GrantRole, Rights, Scope, SystemRole } from '@/lib/core/actor'
import { containsScope } from './covers'

/** Every role a grant can give, from the least on. */
export const GRANT_ROLES = [
  'viewer',
  'developer',
  'maintainer',
  'approver',
  'owner',
] as const satisfies GrantRole[]
export const SYSTEM_ROLES = ['admin', 'auditor', 'member'] as const satisfies SystemRole[]

const INCLUDES: Readonly<Record<GrantRole, readonly GrantRole[]>> = {
  viewer: ['viewer'],
  developer: ['viewer', 'developer'],
  maintainer: ['viewer', 'developer', 'maintainer'],
  approver: ['viewer', 'approver'],
  owner: ['viewer', 'developer', 'maintainer', 'owner'],
}

/** Whether who has one role may do all that another may. Maintainers and approvers are apart on purpose. */
export function includesRole(held: GrantRole, wanted: GrantRole): boolean {
  return INCLUDES[held].includes(wanted)
}

/** Whether rights already hold a role on all of a scope. */
export function holdsRole(rights: Rights, role: GrantRole, scope: Scope): boolean {
  if (rights.role === 'admin' || (rights.role === 'auditor' && role === 'viewer')) return true
  return rights.grants.some((grant) => includesRole(grant.role, role) && containsScope(grant, scope))
}

/** Whether a text names a role of a grant. */
export function isGrantRole(text: string): text is GrantRole {
  return GRANT_ROLES.some((role) => role === text)
}
