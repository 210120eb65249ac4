import 'server-only'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import { authorizeRepository } from '../authorize-place'
import { lastSeenOf } from '../rules/last-seen'
import { findPullsSince } from '../store/pulls'
import { readTagNames } from '../store/tag-names'
import { countTagsByDigest, findTag } from '../store/tags'
import type { ListedTag } from './list-tags'

const SIBLING_NAMES_MAX = 200

export interface TagDetail extends ListedTag {
  /** The first 200 of them in natural order. */
  readonly siblingNames: readonly string[]
  /** Since when events tell of pulls; null where none ever came. */
  readonly pullsSince: number | null
}

/** One tag with the other tags of its digest. @throws NotFoundError */
export async function getTag(
  ctx: Context,
  input: { readonly registry: string; readonly repository: string; readonly tag: string },
): Promise<TagDetail> {
  const { registry, repository } = await authorizeRepository(ctx, 'tag:list', input)

  const row = await findTag(ctx.db.query, repository.id, input.tag)
  if (row === undefined) throw new NotFoundError()
  const tag = { ...row, last_seen_at: lastSeenOf(row, repository.synced_at) }
  const pullsSince = await findPullsSince(ctx.db.query, registry.id)
  if (tag.digest === null) return { ...tag, siblings: 0, siblingNames: [], pullsSince }

  const image = { repositoryId: repository.id, digest: tag.digest }
  const tagsOf = await readTagNames(ctx.db, [image], SIBLING_NAMES_MAX + 1)
  const named = await countTagsByDigest(ctx.db.query, repository.id, [tag.digest])

  const siblingNames = tagsOf(image)
    .filter((name) => name !== tag.name)
    .slice(0, SIBLING_NAMES_MAX)
  return { ...tag, siblings: Math.max(0, (named.get(tag.digest) ?? 1) - 1), siblingNames, pullsSince }
}
