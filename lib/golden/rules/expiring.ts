import { DAY_MS, type VersionState } from './version'

/** How long before its end a version is said to be expiring. */
export const EXPIRING_DAYS = 14

/** Whether the end of a version that is still in use is known and near. */
export function isExpiring(state: VersionState, expiresAt: number | null, now: number): boolean {
  if (expiresAt === null || (state !== 'golden' && state !== 'superseded')) return false
  return expiresAt - now <= EXPIRING_DAYS * DAY_MS
}
