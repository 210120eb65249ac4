import type { GrantRole, Rights, Scope, SystemRole } from '@/lib/core/actor'
import { describeScope } from './describe-ground'
import { holdsRole, isGrantRole } from './roles'

/** A token is what it is in the whole installation, or a member with grants; a mere member looks at everything. */
export function splitTokenRole(role: SystemRole | GrantRole): {
  readonly role: SystemRole
  readonly grantRole: GrantRole | null
} {
  if (isGrantRole(role)) return { role: 'member', grantRole: role }
  return { role, grantRole: role === 'member' ? 'viewer' : null }
}

export interface WantedRights {
  readonly role: SystemRole
  readonly grantRole: GrantRole | null
  readonly scopes: readonly Scope[]
}

/**
 * What a token would claim beyond what its owner has, in words; undefined when nothing. To look at everything may
 * always be claimed: what of it the owner sees is decided at each use.
 */
export function tokenExcess(owner: Rights, wanted: WantedRights): string | undefined {
  const { role, grantRole, scopes } = wanted
  if (role !== 'member' && owner.role !== 'admin' && owner.role !== role)
    return `You have not the role ${role}.`
  if (grantRole === null) return undefined
  const missing = scopes.find((scope) => !mayClaim(owner, grantRole, scope))
  return missing && `You are not ${grantRole} of ${describeScope(missing)}.`
}

/** On everything: what is held somewhere may be claimed everywhere, for it counts only where it is held. */
function mayClaim(owner: Rights, role: GrantRole, scope: Scope): boolean {
  if (role === 'viewer' && scope.registryId === null && scope.path === '') return true
  return holdsRole(owner, role, scope)
}
