import 'server-only'
import { sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'

const COLUMNS = [
  'trash_item.id',
  'trash_item.registry_id',
  'registry.name as registry',
  'trash_item.repository_id',
  'trash_item.repository',
  'trash_item.tag',
  'trash_item.digest',
  'trash_item.media_type',
  'trash_item.total_size',
  'trash_item.deletion_id',
  'trash_item.reason',
  'trash_item.deleted_by',
  'trash_item.deleted_at',
  'trash_item.expires_at',
  'trash_item.restored_at',
  'trash_item.restored_by',
  'trash_item.problem_code',
  'trash_item.checked_at',
] as const

export interface TrashRow {
  readonly id: string
  readonly registry_id: string
  readonly registry: string
  readonly repository_id: string
  readonly repository: string
  readonly tag: string | null
  readonly digest: string
  readonly media_type: string
  readonly total_size: number | null
  readonly deletion_id: string | null
  readonly reason: string | null
  readonly deleted_by: string
  readonly deleted_at: number
  readonly expires_at: number
  readonly restored_at: number | null
  readonly restored_by: string | null
  readonly problem_code: string | null
  readonly checked_at: number | null
}

export interface TrashFilter {
  readonly visibility: Visibility
  readonly registryId?: string | undefined
  readonly repository?: string | undefined
  readonly tag?: string | undefined
  /** Name of who deleted it. */
  readonly actor?: string | undefined
  readonly deletionId?: string | undefined
  readonly state?: 'restorable' | 'blobs-gone' | 'restored' | undefined
  /** What has expired is not listed. */
  readonly now: number
}

const NEWEST_FIRST: SortOrder = {
  columns: [sql.ref('trash_item.deleted_at'), sql.ref('trash_item.id')],
  direction: 'desc',
}

/** What lies in the trash, newest first, at most `limit`. */
export async function listTrashRows(
  db: Executor,
  request: { readonly filter: TrashFilter; readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly TrashRow[]> {
  let query = filtered(db, request.filter).select(COLUMNS)
  if (request.after !== undefined) query = query.where(after(NEWEST_FIRST, request.after))
  return query.orderBy(orderBy(NEWEST_FIRST)).limit(request.limit).execute()
}

/** How many items a filter meets. */
export async function countTrashRows(db: Executor, filter: TrashFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst()
  return row?.total ?? 0
}

/** One item, whatever became of it. */
export async function findTrashRow(db: Executor, id: string): Promise<TrashRow | undefined> {
  return db
    .selectFrom('trash_item')
    .innerJoin('registry', 'registry.id', 'trash_item.registry_id')
    .select(COLUMNS)
    .where('trash_item.id', '=', id)
    .executeTakeFirst()
}

function filtered(db: Executor, filter: TrashFilter) {
  const { registryId, repository, tag, actor, deletionId, state, visibility, now } = filter
  let query = db
    .selectFrom('trash_item')
    .innerJoin('registry', 'registry.id', 'trash_item.registry_id')
    .where(visibleRepository(visibility, { column: 'trash_item.repository_id', registryId }))
    .where('trash_item.expires_at', '>', now)
  if (registryId !== undefined) query = query.where('trash_item.registry_id', '=', registryId)
  if (repository !== undefined) query = query.where('trash_item.repository', '=', repository)
  if (tag !== undefined) query = query.where('trash_item.tag', '=', tag)
  if (actor !== undefined) query = query.where('trash_item.deleted_by', '=', actor)
  if (deletionId !== undefined) query = query.where('trash_item.deletion_id', '=', deletionId)
  if (state === 'restored') return query.where('trash_item.restored_at', 'is not', null)
  if (state !== undefined) query = query.where('trash_item.restored_at', 'is', null)
  if (state === 'restorable') query = query.where('trash_item.problem_code', 'is', null)
  if (state === 'blobs-gone') query = query.where('trash_item.problem_code', 'is not', null)
  return query
}
