import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { TIDY_KIND } from '@/lib/jobs/queue-tidy'
import { crawl } from './crawl'
import { syncOneRepository } from './sync-repository'
import { tellingFailure } from './tell-failure'
import { tidyIndex } from './tidy-index'

/** What a worker does for each kind of job that keeps the index true. */
export const syncHandlers: Readonly<Record<string, JobHandler>> = {
  crawl: tellingFailure(crawl),
  'sync-repository': tellingFailure(syncOneRepository),
  [TIDY_KIND]: tidyIndex,
}
