import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { SEARCH_KIND } from '../use-cases/queue-search-indexing'
import { STORAGE_KIND } from '../use-cases/queue-storage'
import { computeStorage } from './compute-storage'
import { indexSearch } from './index-search'

/** What a worker does for each kind of job that follows from the index itself. */
export const catalogHandlers: Readonly<Record<string, JobHandler>> = {
  [STORAGE_KIND]: computeStorage,
  [SEARCH_KIND]: indexSearch,
}
