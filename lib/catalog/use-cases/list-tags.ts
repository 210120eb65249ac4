import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { authorizeRepository } from '../authorize-place'
import { lastSeenOf } from '../rules/last-seen'
import { isStale } from '../rules/staleness'
import { findPullsSince } from '../store/pulls'
import type { TagFilter } from '../store/tag-filter'
import {
  countTagsByDigest,
  countToolTags,
  listFilteredTags,
  listTagRows,
  type TagPageRequest,
  type TagRow,
  tagPosition,
} from '../store/tags'

export interface ListTagsInput extends PageRequest {
  readonly registry: string
  readonly repository: string
  readonly q?: string | undefined
  readonly platform?: string | undefined
  readonly kind?: string | undefined
  readonly digest?: string | undefined
  /** `false` leaves out the tags tools keep for themselves. */
  readonly tools?: 'true' | 'false' | undefined
  readonly sort: TagPageRequest['sort']
}

export interface ListedTag extends TagRow {
  /** Other tags of the repository with the same digest. */
  readonly siblings: number
}

export interface TagPage extends Page<ListedTag> {
  readonly syncedAt: number | null
  readonly isStale: boolean
  /** Since when events tell of pulls; null where none ever came. */
  readonly pullsSince: number | null
}

/** One page of the tags of a repository, any sort over all of them, from the index alone. @throws NotFoundError */
export async function listTags(ctx: Context, input: ListTagsInput): Promise<TagPage> {
  const { registry, repository } = await authorizeRepository(ctx, 'tag:list', input)

  const { q, platform, kind, digest } = input
  const withoutTools = input.tools === 'false' ? 1 : 0
  const filter: TagFilter = { repositoryId: repository.id, q, platform, kind, digest, withoutTools }
  const page = await readPage(ctx, {
    scope: { list: 'tags', ...filter, sort: input.sort },
    request: input,
    positionOf: (row: TagRow) => tagPosition(row, input.sort),
    list: async (after, limit) => {
      const request = { filter, sort: input.sort, limit, after }
      if (isNarrowed(filter)) return listFilteredTags(ctx.db, request)
      return {
        rows: await listTagRows(ctx.db, request),
        total: await countAll(ctx, filter, repository.tag_count),
      }
    },
  })
  const digests = page.items.flatMap((row) => row.digest ?? [])
  const named = await countTagsByDigest(ctx.db.query, repository.id, [...new Set(digests)])

  const items = page.items.map((row) => ({
    ...row,
    last_seen_at: lastSeenOf(row, repository.synced_at),
    siblings: siblingsOf(row, named),
  }))
  return {
    ...page,
    items,
    syncedAt: repository.synced_at,
    isStale: isStale({ syncedAt: repository.synced_at, health: registry.health }, ctx.clock.now()),
    pullsSince: await findPullsSince(ctx.db.query, registry.id),
  }
}

function isNarrowed({ q, platform, kind, digest }: TagFilter): boolean {
  return Boolean(q || platform || kind || digest)
}

/** The repository's own count tells how many there are; only the tools' tags have to be counted. */
async function countAll(ctx: Context, filter: TagFilter, all: number): Promise<number> {
  return filter.withoutTools ? all - (await countToolTags(ctx.db.query, filter.repositoryId)) : all
}

function siblingsOf(row: TagRow, named: ReadonlyMap<string, number>): number {
  return row.digest === null ? 0 : Math.max(0, (named.get(row.digest) ?? 1) - 1)
}
