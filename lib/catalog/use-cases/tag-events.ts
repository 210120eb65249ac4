import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import {
  countTagEvents,
  listHeld,
  listTagEvents,
  type TagEventFilter,
  type TagEventRow,
} from '../store/tag-history'

const SEES_ALL = { kind: 'all' } as const

/** A digest of an event, and whether the index still has it where the event says. */
export interface EventDigest {
  readonly digest: string
  readonly isHeld: boolean
}

export interface ListedTagEvent extends TagEventRow {
  readonly from: EventDigest | null
  readonly to: EventDigest | null
}

/** One page of events; what the reader may not see is left out. Internal: the caller has authorized. */
export async function readTagEvents(
  ctx: Context,
  list: string,
  { request, ...wanted }: Omit<TagEventFilter, 'visibility'> & { readonly request: PageRequest },
): Promise<Page<ListedTagEvent>> {
  // Who may read one repository sees all of it.
  const visibility = wanted.repositoryId === undefined ? visibilityOf(ctx.actor) : SEES_ALL
  const filter: TagEventFilter = { ...wanted, visibility }
  const { registryId, repositoryId, tag, kind } = filter
  const isUnannounced = Number(filter.isUnannounced ?? false)
  const page = await readPage(ctx, {
    scope: { list, registryId, repositoryId, tag, kind, isUnannounced },
    request,
    positionOf: (row: TagEventRow) => [row.sequence],
    list: async (after, limit) => {
      const rows = await listTagEvents(ctx.db.query, { filter, limit, after })
      const isAll = after === undefined && rows.length < limit
      return { rows, total: isAll ? rows.length : await countTagEvents(ctx.db.query, filter) }
    },
  })
  const held = await listHeld(ctx.db.query, page.items.flatMap(placesOf))

  const digestOf = (row: TagEventRow, digest: string | null) =>
    digest === null ? null : { digest, isHeld: held.has(`${row.repository_id} ${digest}`) }
  const items = page.items.map((row) => ({
    ...row,
    from: digestOf(row, row.from_digest),
    to: digestOf(row, row.to_digest),
  }))
  return { ...page, items }
}

function placesOf({ repository_id: repositoryId, from_digest, to_digest }: TagEventRow) {
  return [from_digest, to_digest].flatMap((digest) => (digest === null ? [] : { repositoryId, digest }))
}
