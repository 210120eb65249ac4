import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { TIDY_KIND } from '@/lib/jobs/queue-tidy'
import { crawl } from './crawl'
import { syncOneRepository } from './sync-repository'
import { tidyIndex } from './tidy-index'

/** What a worker does for each kind of job that keeps the index true. */
export const syncHandlers: Readonly<Record<string, JobHandler>> = {
  crawl,
  'sync-repository': syncOneRepository,
  [TIDY_KIND]: tidyIndex,
}
