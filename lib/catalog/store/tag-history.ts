import 'server-only'
import { sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { TagEventKind } from '../rules/tag-event'

const COLUMNS = [
  'tag_event.sequence',
  'tag_event.id',
  'tag_event.repository_id',
  'tag_event.repository',
  'tag_event.tag',
  'tag_event.kind',
  'tag_event.from_digest',
  'tag_event.to_digest',
  'tag_event.after_at',
  'tag_event.before_at',
  'tag_event.occurred_at',
  'tag_event.actor_name',
  'tag_event.client',
  'tag_event.learned_by',
  'tag_event.is_first_look',
  'tag_event.is_unannounced',
  'registry.name as registry',
] as const

export interface TagEventRow {
  readonly sequence: number
  readonly id: string
  readonly repository_id: string
  readonly repository: string
  readonly tag: string
  readonly kind: string
  readonly from_digest: string | null
  readonly to_digest: string | null
  readonly after_at: number
  readonly before_at: number
  readonly occurred_at: number | null
  readonly actor_name: string | null
  readonly client: string | null
  readonly learned_by: string
  readonly is_first_look: number
  readonly is_unannounced: number
  readonly registry: string
}

export interface TagEventFilter {
  readonly registryId?: string | undefined
  readonly repositoryId?: string | undefined
  readonly tag?: string | undefined
  readonly kind?: TagEventKind | undefined
  /** Only drift: what none of the registry's events told. */
  readonly isUnannounced?: boolean | undefined
  /** Also that a tag was there the first time anybody looked. */
  readonly withFirstLooks: boolean
  readonly visibility: Visibility
}

const NEWEST_FIRST: SortOrder = { columns: [sql.ref('tag_event.sequence')], direction: 'desc' }

/** What happened to tags, newest first, at most `limit`. */
export async function listTagEvents(
  db: Executor,
  request: { readonly filter: TagEventFilter; readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly TagEventRow[]> {
  let query = filtered(db, request.filter)
    .innerJoin('registry', 'registry.id', 'tag_event.registry_id')
    .select(COLUMNS)
  if (request.after !== undefined) query = query.where(after(NEWEST_FIRST, request.after))
  return query.orderBy(orderBy(NEWEST_FIRST)).limit(request.limit).execute()
}

/** How many events a filter meets. */
export async function countTagEvents(db: Executor, filter: TagEventFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst()
  return row?.total ?? 0
}

function filtered(db: Executor, filter: TagEventFilter) {
  const { registryId, repositoryId, tag, kind } = filter
  let query = db
    .selectFrom('tag_event')
    .where(visibleRepository(filter.visibility, { column: 'tag_event.repository_id', registryId }))
  if (registryId !== undefined) query = query.where('tag_event.registry_id', '=', registryId)
  if (repositoryId !== undefined) query = query.where('tag_event.repository_id', '=', repositoryId)
  if (tag !== undefined) query = query.where('tag_event.tag', '=', tag)
  if (kind !== undefined) query = query.where('tag_event.kind', '=', kind)
  if (filter.isUnannounced) query = query.where('tag_event.is_unannounced', '=', 1)
  // Written out, so that the partial indexes are found.
  if (!filter.withFirstLooks) query = query.where(sql<boolean>`tag_event.is_first_look = 0`)
  return query
}

/** Which of some digests the index still has in their repositories, as `repository digest`. */
export async function listHeld(
  db: Executor,
  places: readonly { readonly repositoryId: string; readonly digest: string }[],
): Promise<ReadonlySet<string>> {
  if (places.length === 0) return new Set()
  const rows = await db
    .selectFrom('repository_manifest')
    .select(['repository_id', 'digest'])
    .where('repository_id', 'in', [...new Set(places.map((place) => place.repositoryId))])
    .where('digest', 'in', [...new Set(places.map((place) => place.digest))])
    .execute()
  return new Set(rows.map((row) => `${row.repository_id} ${row.digest}`))
}
