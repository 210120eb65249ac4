import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { findGroup, type NamedHit, type SearchGroup, type SearchHit, withTagNames } from '../find-group'
import { readSearch, termsOf } from '../rules/search-query'
import { openSearch } from '../search-places'
import type { Found } from '../store/search-scope'
import type { SearchInput } from './search'

const COUNT_MAX = 1_000

export interface SearchGroupInput extends PageRequest, SearchInput {
  readonly group: SearchGroup
}

export interface HitPage extends Page<NamedHit> {
  /** Whether there are at least `total`, because counting or looking stopped. */
  readonly isAtLeast: boolean
  /** The words to mark in what was found. */
  readonly terms: readonly string[]
}

/** One page of everything of one kind that fits a text. */
export async function searchGroup(ctx: Context, input: SearchGroupInput): Promise<HitPage> {
  await authorize(ctx, 'search:run')
  const { group, q, registry, namespace } = input
  const query = readSearch(q)
  const scope = await openSearch(ctx, input, COUNT_MAX + 1)

  const all = await findGroup(ctx, group, { query, scope })
  const total = Math.min(all.found.length, COUNT_MAX)
  const page = await readPage(ctx, {
    scope: { list: 'search', group, q, registry, namespace },
    request: input,
    positionOf: ({ position }: Found<SearchHit>) => position,
    list: async (after, limit) => {
      if (after === undefined) return { rows: all.found.slice(0, limit), total }
      const { found } = await findGroup(ctx, group, { query, scope: { ...scope, after, limit } })
      return { rows: found, total }
    },
  })

  const items = await withTagNames(
    ctx,
    page.items.map(({ hit }) => hit),
  )
  return { ...page, items, isAtLeast: all.found.length > COUNT_MAX || all.isCutShort, terms: termsOf(query) }
}
