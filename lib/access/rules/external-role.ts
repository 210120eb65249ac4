import type { SystemRole } from '@/lib/core/actor'

export interface RoleFacts {
  readonly role: SystemRole
  /** The role admin came from the provider's admin group. */
  readonly givesAdmin: boolean
  /** Whether that group holds the person now; null where there is no such group in the settings. */
  readonly isAdmin: boolean | null
}

/**
 * What a sign-in makes of somebody's role. The group gives and takes only what it gave: a role that an admin of
 * Assay gave stays.
 */
export function roleAfterSignIn({ role, givesAdmin, isAdmin }: RoleFacts): {
  readonly role: SystemRole
  readonly givesAdmin: boolean
} {
  if (isAdmin) return { role: 'admin', givesAdmin: givesAdmin || role !== 'admin' }
  return givesAdmin ? { role: role === 'admin' ? 'member' : role, givesAdmin: false } : { role, givesAdmin }
}
