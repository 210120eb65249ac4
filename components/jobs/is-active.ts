import type { Output } from '@/lib/api/client/api'

export type Job = Output<'listJobs'>['items'][number]
export type JobDetail = Output<'getJob'>

const ACTIVE: ReadonlySet<Job['status']> = new Set(['queued', 'running', 'cancelling'])

export function isActive(job: Pick<Job, 'status'>): boolean {
  return ACTIVE.has(job.status)
}
