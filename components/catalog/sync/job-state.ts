import type { Output } from '@/lib/api/client/api'

type JobStatus = Output<'getJob'>['status']

/** Whether a job may still change. */
export function isActive(status: JobStatus): boolean {
  return status === 'queued' || status === 'running' || status === 'cancelling'
}
