import { AUDIT, OWNERS, type Policy } from './policy'

/** The audit log. Owners read what concerns their scope; what concerns no registry only admins and auditors. */
export const AUDIT_POLICIES = {
  'audit:read': { by: 'inside', roles: OWNERS, auditor: true },
  'audit:export': { by: 'inside', roles: OWNERS, auditor: true },
  'audit:verify': AUDIT,
} as const satisfies Record<string, Policy>
