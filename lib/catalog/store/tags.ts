import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Database, Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import { isToolTag, matching, matchingAlongSort, type TagFilter } from './tag-filter'

export interface TagRow {
  readonly name: string
  readonly name_key: string
  readonly digest: string | null
  readonly problem_code: string | null
  readonly media_type: string | null
  readonly kind: string
  readonly artifact_type: string | null
  readonly total_size: number
  readonly created_at: number
  readonly platforms: string
  readonly platform_count: number
  readonly pushed_before: number
  readonly pushed_after: number
  readonly last_seen_at: number
  readonly missing_since: number | null
  readonly pulls: number
  /** -1 for none that anybody knows of. */
  readonly pulled_at: number
}

export type TagSort = 'name' | 'created' | 'pushed' | 'size' | 'platforms' | 'pulled'

export interface TagPageRequest {
  readonly filter: TagFilter
  readonly sort: TagSort | `-${TagSort}`
  readonly limit: number
  readonly after?: Position | undefined
}

const COLUMNS = [
  'name',
  'name_key',
  'digest',
  'problem_code',
  'media_type',
  'kind',
  'artifact_type',
  'total_size',
  'created_at',
  'platforms',
  'platform_count',
  'pushed_before',
  'pushed_after',
  'last_seen_at',
  'missing_since',
  'pulls',
  'pulled_at',
] as const

const SORT_COLUMNS = {
  name: ['name_key'],
  created: ['created_at', 'name_key'],
  pushed: ['pushed_before', 'name_key'],
  size: ['total_size', 'name_key'],
  platforms: ['platform_count', 'platforms', 'name_key'],
  pulled: ['pulled_at', 'name_key'],
} as const satisfies Readonly<Record<TagSort, readonly (keyof TagRow)[]>>

/** Where a row stands in a sort, for the cursor behind it. */
export function tagPosition(row: TagRow, sort: TagPageRequest['sort']): Position {
  return SORT_COLUMNS[sortKey(sort)].map((column) => row[column])
}

/** One page of tags. At most `limit` rows, 1..201. */
export async function listTagRows(db: Database, request: TagPageRequest): Promise<readonly TagRow[]> {
  const order = orderOf(request.sort)
  let query = matchingAlongSort(db, request.filter).select(COLUMNS)
  if (request.after !== undefined) query = query.where(after(order, request.after))
  return query.orderBy(orderBy(order)).limit(request.limit).execute()
}

/** So few matches are looked up by name and sorted; more are met soon enough along the sort's own index. */
const FEW_MAX = 2_000

/** The names of the tags that match, from the index that covers every filter; null when there are many. */
async function findFewNames(db: Database, filter: TagFilter): Promise<readonly string[] | null> {
  const rows = await matching(db, filter)
    .select('name')
    .limit(FEW_MAX + 1)
    .execute()
  return rows.length > FEW_MAX ? null : rows.map((row) => row.name)
}

export interface FilteredTags {
  readonly rows: readonly TagRow[]
  readonly total: number
}

/** One page of the tags that match a filter, with how many match. At most `limit` rows, 1..201. */
export async function listFilteredTags(db: Database, request: TagPageRequest): Promise<FilteredTags> {
  const names = await findFewNames(db, request.filter)
  if (names === null) {
    const [rows, total] = await Promise.all([listTagRows(db, request), countTags(db, request.filter)])
    return { rows, total }
  }
  if (names.length === 0) return { rows: [], total: 0 }

  const order = orderOf(request.sort)
  let query = db.query
    .selectFrom('tag')
    .select(COLUMNS)
    .where('repository_id', '=', request.filter.repositoryId)
    .where('name', 'in', [...names])
  if (request.after !== undefined) query = query.where(after(order, request.after))
  const rows = await query.orderBy(orderBy(order)).limit(request.limit).execute()
  return { rows, total: names.length }
}

async function countTags(db: Database, filter: TagFilter): Promise<number> {
  const row = await matching(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst()
  return row?.total ?? 0
}

/** Names and digests of the tags that match, by name, at most `limit`. */
export async function listMatchingTags(
  db: Database,
  filter: TagFilter,
  limit: number,
): Promise<readonly Pick<TagRow, 'name' | 'digest'>[]> {
  return matching(db, filter).select(['name', 'digest']).orderBy('name').limit(limit).execute()
}

/** How many tags `withoutTools` leaves out: read from the index by their names, however many others there are. */
export async function countToolTags(db: Executor, repositoryId: string): Promise<number> {
  const row = await db
    .selectFrom('tag')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('repository_id', '=', repositoryId)
    .where(isToolTag)
    .executeTakeFirst()
  return row?.total ?? 0
}

export async function findTag(db: Executor, repositoryId: string, name: string): Promise<TagRow | undefined> {
  return db
    .selectFrom('tag')
    .select(COLUMNS)
    .where('repository_id', '=', repositoryId)
    .where('name', '=', name)
    .executeTakeFirst()
}

/** How many tags of a repository name each digest. */
export async function countTagsByDigest(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (digests.length === 0) return new Map()
  const rows = await db
    .selectFrom('tag')
    .select((eb) => ['digest', eb.fn.countAll<number>().as('count')])
    .where('repository_id', '=', repositoryId)
    .where('digest', 'in', [...digests])
    .groupBy('digest')
    .execute()
  return new Map(rows.map((row) => [row.digest ?? '', row.count]))
}

/** Every distinct set of platforms among the tags of a repository, at most 1,000. */
export async function listPlatformSets(db: Executor, repositoryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tag')
    .select('platforms')
    .distinct()
    .where('repository_id', '=', repositoryId)
    .limit(1000)
    .execute()
  return rows.map((row) => row.platforms)
}

function sortKey(sort: TagPageRequest['sort']): TagSort {
  const isKey = (text: string): text is TagSort => text in SORT_COLUMNS
  const key = sort.replace('-', '')
  return isKey(key) ? key : 'name'
}

function orderOf(sort: TagPageRequest['sort']): SortOrder {
  const columns: readonly RawBuilder<unknown>[] = SORT_COLUMNS[sortKey(sort)].map((column) => sql.ref(column))
  return { columns, direction: sort.startsWith('-') ? 'desc' : 'asc' }
}
