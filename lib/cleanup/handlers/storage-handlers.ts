import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { DANGLING_KIND } from '../use-cases/queue-dangling'
import { VERIFY_KIND } from '../use-cases/verify-storage'
import { findDangling } from './find-dangling'
import { verifyStorage } from './verify-storage'

/** What a worker does to find what nothing needs, and what is needed and gone. */
export const storageHandlers: Readonly<Record<string, JobHandler>> = {
  [DANGLING_KIND]: findDangling,
  [VERIFY_KIND]: verifyStorage,
}
