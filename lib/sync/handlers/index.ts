import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { crawl } from './crawl'
import { syncOneRepository } from './sync-repository'

/** What a worker does for each kind of job that keeps the index true. */
export const syncHandlers: Readonly<Record<string, JobHandler>> = {
  crawl,
  'sync-repository': syncOneRepository,
}
