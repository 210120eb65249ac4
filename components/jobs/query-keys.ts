/** The roots of the query keys of jobs, for who makes queries old without asking them. */
export const JOBS_KEY = ['jobs'] as const
export const JOB_LIST_KEY = [...JOBS_KEY, 'list'] as const
