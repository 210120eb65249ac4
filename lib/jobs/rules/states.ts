import type { JobStatus } from '../job'

/** What one asks for when one looks for jobs. */
export type JobState = 'active' | 'finished' | 'failed' | 'cancelled'

export const STATUSES_OF: Readonly<Record<JobState, readonly JobStatus[]>> = {
  active: ['queued', 'running', 'cancelling'],
  finished: ['succeeded', 'partial', 'failed', 'cancelled'],
  failed: ['failed', 'partial'],
  cancelled: ['cancelled'],
}
