import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { correctSpelling } from '../correct-spelling'
import { findGroup, type NamedHit, type SearchGroup, withTagNames } from '../find-group'
import { readSearch, type SearchQuery, termsOf } from '../rules/search-query'
import { openSearch } from '../search-places'
import type { SearchScope } from '../store/search-scope'

const HITS_MAX = 10
const COUNT_MAX = 200

export interface SearchInput {
  readonly q: string
  readonly registry?: string | undefined
  /** This namespace and everything below it. */
  readonly namespace?: string | undefined
}

export interface FoundGroup {
  /** At most ten. */
  readonly hits: readonly NamedHit[]
  readonly count: number
  /** Whether counting stopped, so that there are at least so many. */
  readonly isAtLeast: boolean
}

export interface SearchResult {
  readonly groups: Readonly<Record<SearchGroup, FoundGroup>>
  /** What was looked for: what was typed, or what was likely meant by it. */
  readonly q: string
  /** Whether nothing was found for what was typed, so that something like it was looked for. */
  readonly isCorrected: boolean
  /** The words to mark in what was found. */
  readonly terms: readonly string[]
}

/** What fits a text, by kind, at most ten of each. The text is taken literally. */
export async function search(ctx: Context, input: SearchInput): Promise<SearchResult> {
  await authorize(ctx, 'search:run')
  const scope = await openSearch(ctx, input, COUNT_MAX + 1)

  const found = await findAll(ctx, readSearch(input.q), scope)
  if (Object.values(found).some((group) => group.count > 0)) return resultOf(found, input.q, false)

  const corrected = await correctSpelling(ctx, input.q, scope)
  if (corrected === null) return resultOf(found, input.q, false)
  return resultOf(await findAll(ctx, readSearch(corrected), scope), corrected, true)
}

async function findAll(
  ctx: Context,
  query: SearchQuery,
  scope: SearchScope,
): Promise<SearchResult['groups']> {
  const find = async (group: SearchGroup): Promise<FoundGroup> => {
    const { found, isCutShort } = await findGroup(ctx, group, { query, scope })
    const hits = await withTagNames(
      ctx,
      found.slice(0, HITS_MAX).map(({ hit }) => hit),
    )
    const isMore = found.length > COUNT_MAX
    return { hits, count: isMore ? COUNT_MAX : found.length, isAtLeast: isMore || isCutShort }
  }
  const [repositories, tags, images, layers, labels] = await Promise.all([
    find('repositories'),
    find('tags'),
    find('images'),
    find('layers'),
    find('labels'),
  ])
  return { repositories, tags, images, layers, labels }
}

function resultOf(groups: SearchResult['groups'], q: string, isCorrected: boolean): SearchResult {
  return { groups, q, isCorrected, terms: termsOf(readSearch(q)) }
}
