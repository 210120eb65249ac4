import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

/** Notes that an item was put back. An item is restored once: false when another was faster. */
export async function closeRestored(
  tx: Executor,
  id: string,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('trash_item')
    .set({ restored_at: at, restored_by: by, problem_code: null, checked_at: at })
    .where('id', '=', id)
    .where('restored_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes what a look at the registry found: whether everything that an item is made of is still there. */
export async function noteChecked(
  db: Executor,
  digest: { readonly registryId: string; readonly repository: string; readonly digest: string },
  { problemCode, at }: { readonly problemCode: string | null; readonly at: number },
): Promise<void> {
  await db
    .updateTable('trash_item')
    .set({ problem_code: problemCode, checked_at: at })
    .where('registry_id', '=', digest.registryId)
    .where('repository', '=', digest.repository)
    .where('digest', '=', digest.digest)
    .where('restored_at', 'is', null)
    .execute()
}

/** Takes an item out for good. False when it was gone. */
export async function removeTrash(tx: Executor, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('trash_item').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}

/** Takes out what has expired, at most `limit`. How many went. */
export async function dropExpiredTrash(
  tx: Executor,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('trash_item')
    .where(sql<boolean>`id in (select id from trash_item where expires_at < ${before} limit ${limit})`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Sets how many days what is deleted from a registry can be put back. Gives what it was; null for the default. */
export async function saveTrashDays(tx: Executor, registryId: string, days: number): Promise<number | null> {
  const before = await findTrashDays(tx, registryId)
  await tx.updateTable('registry').set({ trash_days: days }).where('id', '=', registryId).execute()
  return before
}

/** Null where nobody chose. */
export async function findTrashDays(db: Executor, registryId: string): Promise<number | null> {
  const row = await db
    .selectFrom('registry')
    .select('trash_days')
    .where('id', '=', registryId)
    .executeTakeFirst()
  return row?.trash_days ?? null
}
