import 'server-only'
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { seesWhole, type Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Database, Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { containsText } from '@/lib/db/dialects/features'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { Schema } from '@/lib/db/schema'
import { isOfRegistry } from './unindexed'

export interface RepositoryRow {
  readonly id: string
  readonly name: string
  readonly namespace: string
  readonly tag_count: number
  readonly total_size: number | null
  readonly manifest_count: number | null
  readonly untagged_count: number | null
  readonly platforms: string | null
  readonly newest_created_at: number
  readonly synced_at: number | null
  readonly problem_code: string | null
}

export type RepositorySort = 'name' | 'tags' | 'size' | 'created'

export interface RepositoryFilter {
  readonly registryId: string
  /** This namespace and everything below it. */
  readonly namespace?: string | undefined
  /** Part of a name, letter by letter. */
  readonly q?: string | undefined
  /** Also those known to hold no tag. */
  readonly includeEmpty: boolean
  /** Only what the reader may see. */
  readonly visibility: Visibility
}

export interface RepositoryPageRequest {
  readonly filter: RepositoryFilter
  readonly sort: RepositorySort | `-${RepositorySort}`
  readonly limit: number
  readonly after?: Position | undefined
  /** How many the filter meets, as `countRepositories` told. */
  readonly total: number
}

/** So few are found one by one and sorted; of more, the first in the order of an index are near. */
const FEW_MAX = 1_000

const COLUMNS = [
  'id',
  'name',
  'namespace',
  'tag_count',
  'total_size',
  'manifest_count',
  'untagged_count',
  'platforms',
  'newest_created_at',
  'synced_at',
  'problem_code',
] as const

const name = sql.ref('name')
const SORT_COLUMNS: Readonly<Record<RepositorySort, readonly RawBuilder<unknown>[]>> = {
  name: [name],
  tags: [sql.ref('tag_count'), name],
  size: [sql`coalesce(total_size, -1)`, name],
  created: [sql.ref('newest_created_at'), name],
}

/** Where a row stands in a sort, for the cursor behind it. */
export function repositoryPosition(row: RepositoryRow, sort: RepositoryPageRequest['sort']): Position {
  const key = sort.replace('-', '')
  if (key === 'tags') return [row.tag_count, row.name]
  if (key === 'size') return [row.total_size ?? -1, row.name]
  if (key === 'created') return [row.newest_created_at, row.name]
  return [row.name]
}

/** One page of repositories. At most `limit` rows, 1..201. */
export async function listRepositoryRows(
  db: Database,
  request: RepositoryPageRequest,
): Promise<readonly RepositoryRow[]> {
  const order = orderOf(request.sort)
  const start = request.total <= FEW_MAX ? 'visible' : 'order'
  let query = filtered(db, request.filter, start).select(COLUMNS)
  if (request.after !== undefined) query = query.where(after(order, request.after))
  return query.orderBy(orderBy(order)).limit(request.limit).execute()
}

export async function countRepositories(db: Database, filter: RepositoryFilter): Promise<number> {
  const row = await filtered(db, filter, 'visible')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst()
  return row?.total ?? 0
}

export async function findRepository(
  db: Executor,
  registryId: string,
  repository: string,
): Promise<RepositoryRow | undefined> {
  return db
    .selectFrom('repository')
    .select(COLUMNS)
    .where('registry_id', '=', registryId)
    .where('name', '=', repository)
    .executeTakeFirst()
}

function orderOf(sort: RepositoryPageRequest['sort']): SortOrder {
  const isKey = (text: string): text is RepositorySort => text in SORT_COLUMNS
  const key = sort.replace('-', '')
  const columns = SORT_COLUMNS[isKey(key) ? key : 'name']
  return { columns, direction: sort.startsWith('-') ? 'desc' : 'asc' }
}

type RepositoryQuery = SelectQueryBuilder<Schema, 'repository', Record<never, never>>

/** `start` is what a plan should begin with: the repositories the reader may see, or an index of the registry. */
function filtered(db: Database, filter: RepositoryFilter, start: 'visible' | 'order'): RepositoryQuery {
  const isFiltered = !seesWhole(filter.visibility, filter.registryId)
  let query: RepositoryQuery = db.query.selectFrom('repository')
  if (isFiltered && start === 'visible') query = query.where(isOfRegistry(filter.registryId))
  else query = query.where('registry_id', '=', filter.registryId)
  if (filter.namespace !== undefined) query = query.where(inSubtree(filter.namespace))
  query = query.where(visibleRepository(filter.visibility, { registryId: filter.registryId }))
  if (filter.q) query = query.where(containsText(db.dialect, name, filter.q))
  if (!filter.includeEmpty) query = query.where(sql<boolean>`not (${isKnownEmpty})`)
  return query
}

/** Compared with the registry and found without a tag; one not compared yet is not known to be empty. */
export const isKnownEmpty = sql<boolean>`tag_count = 0 and synced_at is not null and problem_code is null`

/** By path segment: `/` is followed by `0`, so the range holds what starts with the namespace and a slash. */
export function inSubtree(namespace: string): RawBuilder<boolean> {
  if (namespace === '') return sql<boolean>`namespace = ''`
  const below = `${namespace}/`
  const behind = `${namespace}0`
  return sql<boolean>`(namespace = ${namespace} or (namespace >= ${below} and namespace < ${behind}))`
}
