import { ADMIN, AUDIT, doing, OWNERS, type Policy } from './policy'

/** People, groups, grants and API tokens. No API token changes any of them. */
export const PEOPLE_POLICIES = {
  'user:read': AUDIT,
  'user:manage': { ...ADMIN, personOnly: true },
  'group:read': AUDIT,
  'group:manage': { ...ADMIN, personOnly: true },
  'member:read': { ...doing(OWNERS), auditor: true },
  'member:manage': { ...doing(OWNERS), personOnly: true },
  'member:find': { by: 'inside', roles: OWNERS, auditor: true },
  'grant:list': { by: 'inside', roles: OWNERS, auditor: true },
  'access:explain': AUDIT,
  'token:read': AUDIT,
  'token:manage': { ...ADMIN, personOnly: true },
  'token:own': { by: 'person', roles: [], auditor: true, personOnly: true },
  'sign-in:read': AUDIT,
  'sign-in:test': { ...ADMIN, personOnly: true },
  'profile:manage': { by: 'person', roles: [], auditor: true, personOnly: true },
} as const satisfies Record<string, Policy>
