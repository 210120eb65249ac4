/** What one asks for when one looks for jobs, and the statuses that is. */
export const STATUSES_OF = {
  active: ['queued', 'running', 'cancelling'],
  finished: ['succeeded', 'partial', 'failed', 'cancelled'],
  failed: ['failed', 'partial'],
  cancelled: ['cancelled'],
} as const

export type JobState = keyof typeof STATUSES_OF
