import 'server-only'
import type { Context } from '@/lib/access/context'
import type { SearchQuery } from './rules/search-query'
import { searchDigests, searchLayers } from './store/search-digests'
import { isLabelWord, searchLabels } from './store/search-labels'
import { searchRepositories } from './store/search-repositories'
import type { FoundPage, SearchScope } from './store/search-scope'
import { isTagWord, searchTags, type TagWords } from './store/search-tags'
import { searchTagsWithin } from './store/search-tags-within'
import { type ImageInRepository, readTagNames } from './store/tag-names'

export const SEARCH_GROUPS = ['repositories', 'tags', 'images', 'layers', 'labels'] as const
export type SearchGroup = (typeof SEARCH_GROUPS)[number]

/** Something found; what it is not has null. */
export interface SearchHit {
  readonly registry: string
  readonly repository: string
  readonly repositoryId: string | null
  readonly tag: string | null
  readonly digest: string | null
  readonly kind: string | null
  readonly tagCount: number | null
  readonly layer: { readonly digest: string; readonly size: number } | null
  readonly label: { readonly name: string; readonly value: string } | null
}

const NOTHING: Omit<SearchHit, 'registry' | 'repository'> = {
  repositoryId: null,
  tag: null,
  digest: null,
  kind: null,
  tagCount: null,
  layer: null,
  label: null,
}
const NONE: FoundPage<SearchHit> = { found: [], isCutShort: false }
const LABEL_WORD_MAX = 64

/** What of one kind a query finds, as far as the scope allows. */
export async function findGroup(
  ctx: Context,
  group: SearchGroup,
  { query, scope }: { readonly query: SearchQuery; readonly scope: SearchScope },
): Promise<FoundPage<SearchHit>> {
  const { words, within, digest } = query
  const db = ctx.db.query
  switch (group) {
    case 'repositories':
      if (within !== null) return hits(await searchRepositories(ctx.db, [within.repository], scope))
      return words.length === 0 ? NONE : hits(await searchRepositories(ctx.db, words, scope))
    case 'tags':
      if (within !== null) return hits(await searchTagsWithin(ctx.db, within, scope))
      return words.length === 0
        ? NONE
        : hits(await searchTags(ctx.db, await lead(words, tagLead(ctx)), scope))
    case 'images':
      return digest === null ? NONE : hits(await searchDigests(db, digest, scope))
    case 'layers':
      return digest === null ? NONE : layerHits(await searchLayers(db, digest, scope))
    case 'labels':
      return words.length === 0
        ? NONE
        : hits(await searchLabels(ctx.db, await lead(words, labelLead(ctx)), scope))
  }
}

const tagLead = (ctx: Context) => (word: string) => isTagWord(ctx.db, word)
const labelLead = (ctx: Context) => (word: string) => isLabelWord(ctx.db, word.slice(0, LABEL_WORD_MAX))

/** The longest of the words that something begins with; the others have to be in it somewhere. */
async function lead(words: readonly string[], isWord: (word: string) => Promise<boolean>): Promise<TagWords> {
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (words.length === 1 || (await isWord(word))) return leadBy(words, word)
  }
  return leadBy(words, words.at(-1) ?? '')
}

function leadBy(words: readonly string[], leader: string): TagWords {
  return { prefix: leader.slice(0, LABEL_WORD_MAX * 2), others: words.filter((word) => word !== leader) }
}

function hits<Hit extends Partial<SearchHit> & { registry: string; repository: string }>(
  page: FoundPage<Hit>,
): FoundPage<SearchHit> {
  const found = page.found.map(({ hit, position }) => ({ hit: { ...NOTHING, ...hit }, position }))
  return { ...page, found }
}

function layerHits(page: Awaited<ReturnType<typeof searchLayers>>): FoundPage<SearchHit> {
  const found = page.found.map(({ hit: { layer: digest, size, ...place }, position }) => ({
    hit: { ...NOTHING, ...place, layer: { digest, size } },
    position,
  }))
  return { ...page, found }
}

export type NamedHit = SearchHit & { readonly tags: readonly string[] }

const TAGS_MAX = 10

/** Hits that are digests with the tags that name them. */
export async function withTagNames(ctx: Context, found: readonly SearchHit[]): Promise<readonly NamedHit[]> {
  const tagsOf = await readTagNames(ctx.db, found.flatMap(imageOf), TAGS_MAX)
  return found.map((hit) => ({ ...hit, tags: imageOf(hit).flatMap(tagsOf) }))
}

/** The image a hit is; none where it is a tag, a repository or a layer. */
function imageOf({ tag, digest, repositoryId }: SearchHit): readonly ImageInRepository[] {
  return tag !== null || digest === null || repositoryId === null ? [] : [{ repositoryId, digest }]
}
