import type { SystemRole } from '@/lib/core/actor'

interface UserState {
  readonly role: SystemRole
  readonly disabledAt: number | null
}

export interface UserChange {
  readonly role?: SystemRole | undefined
  readonly isDisabled?: boolean | undefined
}

/** Whether a change takes an admin away: by role, or by disabling. */
export function removesAdmin(user: UserState, change: UserChange): boolean {
  const isAdmin = user.role === 'admin' && user.disabledAt === null
  return isAdmin && ((change.role !== undefined && change.role !== 'admin') || change.isDisabled === true)
}
