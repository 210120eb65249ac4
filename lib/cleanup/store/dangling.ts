import 'server-only'
import { sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'

const REPOSITORIES_MAX = 500

export interface DanglingFilter {
  readonly registryId: string
  /** Of one repository alone. */
  readonly repository: string | undefined
  readonly visibility: Visibility
}

export interface DanglingRow {
  readonly repository: string
  readonly repository_id: string
  readonly digest: string
  readonly kind: string | null
  readonly platforms: string
  readonly total_size: number | null
  readonly why: 'untagged' | 'never-tagged' | 'child' | 'referrer'
  readonly of_digest: string | null
  readonly last_tag: string | null
  readonly untagged_at: number | null
  readonly first_seen_at: number
  readonly last_seen_at: number
  readonly reclaimable: number | null
}

const FREED = sql`coalesce(dangling_manifest.reclaimable, -1)`
/** What frees most first. */
const ORDER: SortOrder = {
  columns: [FREED, sql`dangling_manifest.repository_id`, sql`dangling_manifest.digest`],
  direction: 'desc',
}

/** Where a row of the list stands. */
export function danglingPosition(row: DanglingRow): Position {
  return [row.reclaimable ?? -1, row.repository_id, row.digest]
}

/** What nothing needs and is still there, as far as the actor sees it; what frees most comes first. */
export async function listDanglingRows(
  db: Executor,
  filter: DanglingFilter,
  page: { readonly after: Position | undefined; readonly limit: number },
): Promise<readonly DanglingRow[]> {
  let query = within(db, filter).select([
    'repository.name as repository',
    'dangling_manifest.repository_id',
    'dangling_manifest.digest',
    'dangling_manifest.kind',
    'dangling_manifest.platforms',
    'dangling_manifest.total_size',
    'dangling_manifest.why',
    'dangling_manifest.of_digest',
    'dangling_manifest.last_tag',
    'dangling_manifest.untagged_at',
    'dangling_manifest.first_seen_at',
    'dangling_manifest.last_seen_at',
    'dangling_manifest.reclaimable',
  ])
  if (page.after !== undefined) query = query.where(after(ORDER, page.after))
  return query
    .orderBy(sql`${orderBy(ORDER)}`)
    .limit(page.limit)
    .execute()
}

/** How many there are over all pages. */
export async function countDangling(db: Executor, filter: DanglingFilter): Promise<number> {
  const row = await within(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return row?.count ?? 0
}

/** What was deleted since is not there any more, whatever was judged before. */
function within(db: Executor, { registryId, repository, visibility }: DanglingFilter) {
  let query = db
    .selectFrom('dangling_manifest')
    .innerJoin('repository', 'repository.id', 'dangling_manifest.repository_id')
    .innerJoin('repository_manifest as held', (join) =>
      join
        .onRef('held.repository_id', '=', 'dangling_manifest.repository_id')
        .onRef('held.digest', '=', 'dangling_manifest.digest'),
    )
    .where('dangling_manifest.registry_id', '=', registryId)
    .where(visibleRepository(visibility, { registryId }))
  if (repository !== undefined) query = query.where('repository.name', '=', repository)
  return query
}

export interface DanglingRepositoryRow {
  readonly repository: string
  readonly manifests: number
  readonly reclaimable: number | null
  readonly unknown: number
  readonly undecided: number
  readonly unread: number
}

/** The repositories with something dangling or undecided that an actor sees, what frees most first, at most 500. */
export async function listDanglingRepositories(
  db: Executor,
  { registryId, visibility }: Omit<DanglingFilter, 'repository'>,
): Promise<readonly DanglingRepositoryRow[]> {
  return db
    .selectFrom('dangling_repository')
    .innerJoin('repository', 'repository.id', 'dangling_repository.repository_id')
    .select([
      'repository.name as repository',
      'dangling_repository.manifests',
      'dangling_repository.reclaimable',
      'dangling_repository.unknown',
      'dangling_repository.undecided',
      'dangling_repository.unread',
    ])
    .where('dangling_repository.registry_id', '=', registryId)
    .where(visibleRepository(visibility, { registryId }))
    .orderBy(sql`coalesce(dangling_repository.reclaimable, -1)`, 'desc')
    .orderBy('repository.name')
    .limit(REPOSITORIES_MAX)
    .execute()
}

export interface DanglingStateRow {
  readonly computed_at: number
  readonly manifests: number
  readonly reclaimable: number | null
  readonly unknown: number
  readonly undecided: number
}

/** What was found in a registry as a whole; undefined before it was looked for. */
export async function findDanglingState(
  db: Executor,
  registryId: string,
): Promise<DanglingStateRow | undefined> {
  return db
    .selectFrom('dangling_state')
    .select(['computed_at', 'manifests', 'reclaimable', 'unknown', 'undecided'])
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
}

/** Since when the index has been told of a registry: the first look at any of its repositories; null for none. */
export async function findWatchedSince(db: Executor, registryId: string): Promise<number | null> {
  const row = await db
    .selectFrom('repository')
    .select((eb) => eb.fn.min<number | null>('first_seen_at').as('since'))
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  return row?.since ?? null
}
