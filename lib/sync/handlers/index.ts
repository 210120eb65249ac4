import 'server-only'
import { CHECK_KIND } from '@/lib/catalog/rules/check-key'
import type { JobHandler } from '@/lib/jobs/handler'
import { TIDY_KIND } from '@/lib/jobs/queue-tidy'
import { checkOneRepository } from './check-repository'
import { crawl } from './crawl'
import { syncOneRepository } from './sync-repository'
import { tellingFailure } from './tell-failure'
import { tidyIndex } from './tidy-index'

/** What a worker does for each kind of job that keeps the index true. */
export const syncHandlers: Readonly<Record<string, JobHandler>> = {
  crawl: tellingFailure(crawl),
  'sync-repository': tellingFailure(syncOneRepository),
  [CHECK_KIND]: checkOneRepository,
  [TIDY_KIND]: tidyIndex,
}
