import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'

export interface DeadLetterRow {
  readonly id: string
  readonly reason: string
  readonly content: string
  readonly is_whole: number
  readonly received_at: number
}

const COLUMNS = ['id', 'reason', 'content', 'is_whole', 'received_at'] as const
const NEWEST_FIRST: SortOrder = { columns: [sql.ref('received_at'), sql.ref('id')], direction: 'desc' }

/** Newest first, at most `limit`. */
export async function listDeadLetterRows(
  db: Executor,
  registryId: string,
  page: { readonly after: Position | undefined; readonly limit: number },
): Promise<readonly DeadLetterRow[]> {
  let query = db.selectFrom('notification_dead_letter').select(COLUMNS).where('registry_id', '=', registryId)
  if (page.after !== undefined) query = query.where(after(NEWEST_FIRST, page.after))
  return query.orderBy(orderBy(NEWEST_FIRST)).limit(page.limit).execute()
}

export async function countDeadLetters(db: Executor, registryId: string): Promise<number> {
  const row = await db
    .selectFrom('notification_dead_letter')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  return row?.total ?? 0
}

export async function findDeadLetter(
  db: Executor,
  registryId: string,
  id: string,
): Promise<DeadLetterRow | undefined> {
  return db
    .selectFrom('notification_dead_letter')
    .select(COLUMNS)
    .where('registry_id', '=', registryId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Removes one letter, or all of a registry. Answers how many went. */
export async function deleteDeadLetters(tx: Executor, registryId: string, id?: string): Promise<number> {
  let query = tx.deleteFrom('notification_dead_letter').where('registry_id', '=', registryId)
  if (id !== undefined) query = query.where('id', '=', id)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

/** Notes why a letter could not be read now. */
export async function saveReason(tx: Executor, id: string, reason: string): Promise<void> {
  await tx.updateTable('notification_dead_letter').set({ reason }).where('id', '=', id).execute()
}
