import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { PROMOTE_KIND } from '../use-cases/promote'
import { RESTORE_KIND } from '../use-cases/restore-many'
import { promoteTag } from './promote-tag'
import { restoreTags } from './restore-tags'

/** What a worker does to bring tags back and elsewhere. */
export const tagHandlers: Readonly<Record<string, JobHandler>> = {
  [RESTORE_KIND]: restoreTags,
  [PROMOTE_KIND]: promoteTag,
}
