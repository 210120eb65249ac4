import 'server-only'
import type { Decision } from '@/lib/access/rules/can'

/** Whether somebody may, and if not, why. */
export function presentAllowed(decision: Decision) {
  return { allowed: decision.allowed, reason: decision.allowed ? null : decision.reason }
}
