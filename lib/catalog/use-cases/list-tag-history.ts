import 'server-only'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import type { Page, PageRequest } from '@/lib/core/paging'
import { authorizeRepository } from '../authorize-place'
import { findTag } from '../store/tags'
import { type ListedTagEvent, readTagEvents } from './tag-events'

export interface TagHistoryInput extends PageRequest {
  readonly registry: string
  readonly repository: string
  readonly tag: string
}

export interface TagHistory extends Page<ListedTagEvent> {
  /** What the tag names now; null when it is gone or could not be read. */
  readonly digest: string | null
  /** Whether the index has the tag. */
  readonly isPresent: boolean
}

/** Everything a tag pointed to, newest first, also of one that is gone. @throws NotFoundError for one that never was */
export async function listTagHistory(ctx: Context, input: TagHistoryInput): Promise<TagHistory> {
  const { registry, repository } = await authorizeRepository(ctx, 'tag:list', input)

  const tag = await findTag(ctx.db.query, repository.id, input.tag)
  const page = await readTagEvents(ctx, 'tag-history', {
    registryId: registry.id,
    repositoryId: repository.id,
    tag: input.tag,
    withFirstLooks: true,
    request: input,
  })
  if (tag === undefined && page.total === 0) throw new NotFoundError()

  return { ...page, digest: tag?.digest ?? null, isPresent: tag !== undefined }
}
