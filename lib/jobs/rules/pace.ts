/** The time over which the pace of a job is measured. */
export const PACE_WINDOW_MS = 60_000

export interface PaceFacts {
  readonly status: string
  readonly startedAt: number | null
  /** Items that came to their end within the last minute. */
  readonly closedLately: number
  readonly now: number
}

/** Items a minute by what the last minute brought; null before a job has run for one, and for one that does not run. */
export function itemsPerMinute({ status, startedAt, closedLately, now }: PaceFacts): number | null {
  if (status !== 'running' || startedAt === null || now - startedAt < PACE_WINDOW_MS) return null
  return closedLately
}

/** What may be done once more of a job that has ended, and why not. */
export function refusalToRetry(job: { readonly status: string; readonly kind: string }): string | null {
  if (['queued', 'running', 'cancelling'].includes(job.status)) return 'It is still under way.'
  if (job.status === 'succeeded') return 'Nothing of it failed.'
  return null
}
