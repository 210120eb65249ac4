import { ADMIN, DEVELOPERS, doing, LIST, OWNERS, type Policy, READ } from './policy'

/** Background work and the installation itself. */
export const WORK_POLICIES = {
  'job:list': LIST,
  'job:read': READ,
  'job:cancel': doing(DEVELOPERS),
  'webhook:list': { by: 'inside', roles: OWNERS, auditor: false },
  'webhook:manage': doing(OWNERS),
  'metrics:read': { ...ADMIN, anyToken: true },
  'settings:manage': { ...ADMIN, personOnly: true },
} as const satisfies Record<string, Policy>
