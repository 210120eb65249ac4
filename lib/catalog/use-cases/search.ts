import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/visibility'
import { authorizeRegistry } from '../authorize-place'
import { readSearch } from '../rules/search-query'
import {
  type DigestHit,
  type RepositoryHit,
  type SearchScope,
  searchDigests,
  searchRepositories,
  searchTags,
  searchTagsWithin,
  type TagHit,
} from '../store/search'
import { listTagNames } from '../store/tags'

const HITS_MAX = 10
/** A tag is found once for each of its words. */
const WORDS_PER_TAG = 3

export interface SearchResult {
  readonly repositories: readonly RepositoryHit[]
  readonly tags: readonly TagHit[]
  readonly digests: readonly (DigestHit & { readonly tags: readonly string[] })[]
}

/** Repositories, tags and digests that fit a text, at most ten of each. The text is taken literally. */
export async function search(
  ctx: Context,
  input: { readonly q: string; readonly registry?: string | undefined },
): Promise<SearchResult> {
  await authorize(ctx, 'search:run')

  const query = readSearch(input.q)
  const scope: SearchScope = {
    registryId: await registryIdOf(ctx, input.registry),
    limit: HITS_MAX,
    visibility: visibilityOf(ctx.actor),
  }
  const { repository, tag, within, digest } = query
  const [repositories, tags, digests] = await Promise.all([
    repository === null ? [] : searchRepositories(ctx.db, repository, scope),
    findTags(ctx, { tag, within }, scope),
    digest === null ? [] : searchDigests(ctx.db.query, digest, scope),
  ])

  return { repositories, tags, digests: await Promise.all(digests.map((hit) => withTags(ctx, hit))) }
}

async function registryIdOf(ctx: Context, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined
  return (await authorizeRegistry(ctx, 'registry:read', name)).id
}

async function findTags(
  ctx: Context,
  query: Pick<ReturnType<typeof readSearch>, 'tag' | 'within'>,
  scope: SearchScope,
): Promise<readonly TagHit[]> {
  if (query.within !== null) return searchTagsWithin(ctx.db, query.within, scope)
  if (query.tag === null) return []
  const limit = scope.limit * WORDS_PER_TAG
  return distinct(await searchTags(ctx.db.query, query.tag, { ...scope, limit })).slice(0, scope.limit)
}

function distinct(hits: readonly TagHit[]): readonly TagHit[] {
  const byPlace = new Map(hits.map((hit) => [`${hit.registry}/${hit.repository}:${hit.tag}`, hit]))
  return [...byPlace.values()]
}

async function withTags(ctx: Context, hit: DigestHit) {
  const tags = await listTagNames(ctx.db.query, hit.repositoryId, { digest: hit.digest, limit: HITS_MAX })
  return { ...hit, tags }
}
