import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, cursorQuery, epochMs, limitQuery, pageOf } from './fields'

export const jobStatus = z.enum([
  'queued',
  'running',
  'cancelling',
  'succeeded',
  'partial',
  'failed',
  'cancelled',
])

export const jobShape = z
  .object({
    id: z.string(),
    /** `crawl` for a whole registry, `sync-repository` for one repository, `tidy-index` to drop what nothing holds. */
    kind: z.string(),
    registry: z.string().nullable(),
    repository: z.string().nullable(),
    status: jobStatus,
    /** What it is doing now, for people. */
    phase: z.string(),
    /** Null until known. */
    total: z.number().int().nullable(),
    done: z.number().int(),
    failed: z.number().int(),
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdBy: z.string(),
    createdAt: epochMs,
    startedAt: epochMs.nullable(),
    finishedAt: epochMs.nullable(),
    /** By the last minute; null before a job has run for one, and for one that does not run. */
    itemsPerMinute: z.number().int().nullable(),
    /** From 1 for the next one; null for one that does not wait. */
    queuePosition: z.number().int().nullable(),
    can: z.object({ cancel: allowed, retry: allowed }),
  })
  .meta({ id: 'Job' })

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/v1/jobs',
  summary: 'List background work, newest first',
  tag: 'Jobs',
  access: 'actor',
  query: z.object({
    registry: z.string().max(40).optional(),
    kind: z
      .string()
      .regex(/^[a-z-]{1,40}$/, 'This is not a kind of job.')
      .optional(),
    state: z.enum(['active', 'finished', 'failed', 'cancelled']).optional(),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(jobShape),
  problems: ['invalid-cursor', 'invalid-limit'],
})

const jobParams = z.object({ job: z.string().regex(/^job_[a-z0-9]{20,40}$/, 'This is not the id of a job.') })

export const getJob = endpoint({
  method: 'GET',
  path: '/api/v1/jobs/{job}',
  summary: 'Show one job with the items that failed',
  tag: 'Jobs',
  access: 'actor',
  params: jobParams,
  status: 200,
  output: jobShape.extend({
    /** At most 100 of the items that failed. */
    failures: z.array(z.object({ key: z.string(), code: z.string(), message: z.string() })),
  }),
  problems: [],
})

export const cancelJob = endpoint({
  method: 'POST',
  path: '/api/v1/jobs/{job}/cancel',
  summary: 'Ask a job to stop; it starts nothing new within two seconds',
  tag: 'Jobs',
  access: 'actor',
  params: jobParams,
  status: 202,
  output: jobShape,
  problems: ['forbidden', 'job-finished'],
})

export const retryJob = endpoint({
  method: 'POST',
  path: '/api/v1/jobs/{job}/retry',
  summary: 'Do once more what of a job failed or was left; all of it where it failed as a whole',
  tag: 'Jobs',
  access: 'actor',
  params: jobParams,
  status: 202,
  output: z.object({ jobId: z.string() }),
  problems: ['forbidden', 'conflict'],
})
