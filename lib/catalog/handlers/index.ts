import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { STORAGE_KIND } from '../use-cases/queue-storage'
import { computeStorage } from './compute-storage'

/** What a worker does for each kind of job that follows from the index itself. */
export const catalogHandlers: Readonly<Record<string, JobHandler>> = {
  [STORAGE_KIND]: computeStorage,
}
