import type { GrantRole } from '@/lib/core/actor'

/**
 * Who may do one thing. `scoped`: by a grant that covers all of the resource. `inside`: by a grant on any part
 * of it, for lists that then show only that part. `system`: by a role of the whole installation alone.
 * `person`: whoever is signed in as a person, about themselves.
 */
export interface Policy {
  readonly by: 'scoped' | 'inside' | 'system' | 'person'
  readonly roles: readonly GrantRole[]
  /** The auditor may too. */
  readonly auditor: boolean
  /** Never by an API token: a stolen one must not be able to make itself at home. */
  readonly personOnly?: true
  /** Any API token may. */
  readonly anyToken?: true
}

/** Every role sees. */
export const EVERY_ROLE: readonly GrantRole[] = ['viewer', 'developer', 'maintainer', 'approver', 'owner']
export const DEVELOPERS: readonly GrantRole[] = ['developer', 'maintainer', 'owner']
export const MAINTAINERS: readonly GrantRole[] = ['maintainer', 'owner']
export const APPROVERS: readonly GrantRole[] = ['approver']
export const OWNERS: readonly GrantRole[] = ['owner']

/** Reading what lies in the scope of a grant. */
export const READ: Policy = { by: 'scoped', roles: EVERY_ROLE, auditor: true }
/** Lists that show each reader their own part. */
export const LIST: Policy = { by: 'inside', roles: EVERY_ROLE, auditor: true }
/** What only admins do. */
export const ADMIN: Policy = { by: 'system', roles: [], auditor: false }
/** What admins do and auditors read. */
export const AUDIT: Policy = { by: 'system', roles: [], auditor: true }

/** Doing something within the scope of a grant of one of these roles. */
export function doing(roles: readonly GrantRole[]): Policy {
  return { by: 'scoped', roles, auditor: false }
}
