import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { DeletionItem, ItemReason, ItemState } from '../rules/deletion/item'

/* Written out and not bound, so that SQLite sees that the partial index answers. */
const UNDER_WAY = sql<boolean>`deletion_item.state in ('checked', 'tombstoned', 'deleted')`
const KEYS_PER_STATEMENT = 500

export interface DeletionRow {
  readonly id: string
  readonly registry_id: string
  readonly repository_id: string
  readonly repository: string
  readonly removes_untagged: 0 | 1
  readonly reason: string | null
  readonly actor_id: string
  readonly actor_name: string
  readonly ip: string | null
  readonly user_agent: string | null
  readonly request_id: string
  /** JSON. */
  readonly facts: string
  readonly total: number
  readonly created_at: number
}

const COLUMNS = [
  'id',
  'registry_id',
  'repository_id',
  'repository',
  'removes_untagged',
  'reason',
  'actor_id',
  'actor_name',
  'ip',
  'user_agent',
  'request_id',
  'facts',
  'total',
  'created_at',
] as const

/** Writes down what was confirmed, item by item, in the order in which it is worked on. */
export async function addDeletion(
  tx: Executor,
  deletion: DeletionRow,
  items: readonly DeletionItem[],
): Promise<void> {
  await tx.insertInto('deletion').values(deletion).execute()
  await addDeletionItems(tx, deletion.id, { items, from: 0, at: deletion.created_at })
}

interface NewItems {
  readonly items: readonly DeletionItem[]
  /** Place of the first of them in the order of the work. */
  readonly from: number
  readonly at: number
}

/** Adds to what a deletion has to do. */
export async function addDeletionItems(
  tx: Executor,
  deletionId: string,
  { items, from, at }: NewItems,
): Promise<void> {
  const rows = items.map(({ key, kind, digest }, index) => ({
    deletion_id: deletionId,
    key,
    position: from + index,
    kind,
    digest,
    state: 'queued' as const,
    fence: 0,
    updated_at: at,
  }))
  await insertRows(tx, 'deletion_item', { rows, conflict: ['deletion_id', 'key'] })
}

export async function findDeletion(db: Executor, id: string): Promise<DeletionRow | undefined> {
  return db.selectFrom('deletion').select(COLUMNS).where('id', '=', id).executeTakeFirst()
}

export interface JournalItem extends DeletionItem {
  readonly state: ItemState
  readonly reason: string | null
  readonly tombstone_digest: string | null
}

const ITEM_COLUMNS = ['key', 'kind', 'digest', 'state', 'reason', 'tombstone_digest'] as const

/** The next items that nobody began with. */
export async function listQueuedItems(
  db: Executor,
  deletionId: string,
  { kind, limit }: { readonly kind: 'tag' | 'manifest'; readonly limit: number },
): Promise<readonly JournalItem[]> {
  return db
    .selectFrom('deletion_item')
    .select(ITEM_COLUMNS)
    .where('deletion_id', '=', deletionId)
    .where('state', '=', 'queued')
    .where('kind', '=', kind)
    .orderBy('position')
    .limit(limit)
    .execute()
}

/** Items that somebody began with and did not bring to their end. */
export async function listItemsUnderWay(db: Executor, deletionId: string): Promise<readonly JournalItem[]> {
  return db
    .selectFrom('deletion_item')
    .select(ITEM_COLUMNS)
    .where('deletion_id', '=', deletionId)
    .where(UNDER_WAY)
    .orderBy('position')
    .execute()
}

export interface ItemChange {
  readonly keys: readonly string[]
  readonly state: ItemState
  readonly reason?: ItemReason | string | null
  /** Left as it is where it is not named. */
  readonly tombstone?: string | null
  readonly fence: number
  readonly at: number
}

/** Moves items on, unless a later try at the job has had them since. */
export async function moveItems(tx: Executor, deletionId: string, change: ItemChange): Promise<void> {
  const { keys, state, reason = null, tombstone, fence, at } = change
  for (let start = 0; start < keys.length; start += KEYS_PER_STATEMENT) {
    await tx
      .updateTable('deletion_item')
      .set({
        state,
        reason,
        fence,
        updated_at: at,
        ...(tombstone !== undefined && { tombstone_digest: tombstone }),
      })
      .where('deletion_id', '=', deletionId)
      .where('key', 'in', keys.slice(start, start + KEYS_PER_STATEMENT))
      .where('fence', '<=', fence)
      .execute()
  }
}

/** Opens again the items of a deletion that failed, for a job that does them once more. */
export async function reopenFailed(tx: Executor, deletionId: string, at: number): Promise<void> {
  await tx
    .updateTable('deletion_item')
    .set({ state: 'queued', reason: null, updated_at: at })
    .where('deletion_id', '=', deletionId)
    .where('state', '=', 'failed')
    .execute()
}

/** Those of some tags of a repository that are being deleted at this moment. */
export async function listTagsUnderWay(db: Executor, repositoryId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('deletion_item')
    .innerJoin('deletion', 'deletion.id', 'deletion_item.deletion_id')
    .select('deletion_item.key')
    .where('deletion.repository_id', '=', repositoryId)
    .where(UNDER_WAY)
    .execute()
  return new Set(rows.map(({ key }) => key))
}

/** How many items are in each state. */
export async function countItems(db: Executor, deletionId: string): Promise<ReadonlyMap<ItemState, number>> {
  const rows = await db
    .selectFrom('deletion_item')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('deletion_id', '=', deletionId)
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}

/** The items of a deletion in the order of the work, at most `limit`; of all states where none is named. */
export async function listItems(
  db: Executor,
  deletionId: string,
  { states, limit }: { readonly states?: readonly ItemState[]; readonly limit: number },
): Promise<readonly JournalItem[]> {
  let query = db.selectFrom('deletion_item').select(ITEM_COLUMNS).where('deletion_id', '=', deletionId)
  if (states !== undefined) query = query.where('state', 'in', [...states])
  return query.orderBy('position').limit(limit).execute()
}
