import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { removeSchedule, setSchedule } from '@/lib/jobs/store/schedule'
import { RETENTION_SCHEDULE, type RetentionPolicyRow } from '../retention-policy'
import { nextFiring } from './cron'

/** Longer than any cron pattern waits; the next time is set after each firing, not by this pace. */
const PACE_MINUTES = 10 * 366 * 24 * 60

type Scheduled = Pick<RetentionPolicyRow, 'id' | 'cron' | 'timeZone' | 'isPaused'>

/** Writes down when a policy runs next, or that it does not run by itself. */
export async function keepPolicySchedule(tx: Executor, policy: Scheduled, now: number): Promise<void> {
  const name = `${RETENTION_SCHEDULE}${policy.id}`
  const { cron, timeZone, isPaused } = policy
  const next = cron === null || isPaused ? null : nextFiring({ pattern: cron, timeZone }, now)
  if (next === null) await removeSchedule(tx, name)
  else await setSchedule(tx, { name, everyMinutes: PACE_MINUTES, nextAt: next })
}
