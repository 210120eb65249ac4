/** Where a piece of background work stands. */
export type JobStatus = 'queued' | 'running' | 'cancelling' | 'succeeded' | 'partial' | 'failed' | 'cancelled'

export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly registry_id: string | null
  readonly repository: string | null
  /** JSON of the kind's own input. */
  readonly input: string
  readonly status: JobStatus
  readonly phase: string
  readonly total: number | null
  readonly done: number
  readonly failed: number
  readonly problem_code: string | null
  readonly fence: number
  readonly created_by: string
  readonly created_at: number
  readonly started_at: number | null
  readonly finished_at: number | null
}

/** How a job ended. */
export interface JobOutcome {
  readonly status: 'succeeded' | 'partial' | 'failed' | 'cancelled'
  readonly problemCode: string | null
}

/** A lease that was lost to another worker: whatever the loser still does must change nothing. */
export class LeaseLostError extends Error {
  constructor(jobId: string) {
    super(`The lease on ${jobId} was lost.`)
    this.name = 'LeaseLostError'
  }
}
