export const JOB_STATES = ['active', 'finished', 'failed', 'cancelled'] as const
export type JobStateChoice = (typeof JOB_STATES)[number]

/** What of the jobs is shown; null is all of it. */
export interface JobFilter {
  readonly kind: string | null
  readonly registry: string | null
  readonly state: JobStateChoice | null
}

export const ALL_JOBS: JobFilter = { kind: null, registry: null, state: null }

/** What the API is asked for a filter: parts that are not set are not sent. */
export function jobListQuery({ kind, registry, state }: JobFilter) {
  return {
    ...(kind !== null && { kind }),
    ...(registry !== null && { registry }),
    ...(state !== null && { state }),
  }
}
