import 'server-only'
import type { Executor } from '@/lib/db/connection'

const FIRST_PAGE = 50

/**
 * The tags of a repository that are likeliest to have moved or to be looked at, at most 100: those that moved
 * last, for what moves once moves again, and those that its page shows first.
 */
export async function listLikelyTags(db: Executor, repositoryId: string): Promise<readonly string[]> {
  const names = db.selectFrom('tag').select('name').where('repository_id', '=', repositoryId)
  const moved = await names
    .orderBy('pushed_before', 'desc')
    .orderBy('name_key', 'desc')
    .limit(FIRST_PAGE)
    .execute()
  const shown = await names.orderBy('name_key', 'desc').limit(FIRST_PAGE).execute()
  return [...new Set([...moved, ...shown].map((row) => row.name))]
}

const CHECKS_APART_MS = 60_000

/** Takes the light check of a repository for this caller; false when one was asked for within a minute. */
export async function claimCheck(tx: Executor, repositoryId: string, at: number): Promise<boolean> {
  const claimed = await tx
    .updateTable('repository')
    .set({ checked_at: at })
    .where('id', '=', repositoryId)
    .where((is) => is.or([is('checked_at', 'is', null), is('checked_at', '<=', at - CHECKS_APART_MS)]))
    .executeTakeFirst()
  return claimed.numUpdatedRows === 1n
}

/** When a repository was last compared, whole or light; null for never. */
export async function findLookedAt(db: Executor, repositoryId: string): Promise<number | null> {
  const row = await db
    .selectFrom('repository')
    .select(['synced_at', 'checked_at'])
    .where('id', '=', repositoryId)
    .executeTakeFirst()
  const latest = Math.max(row?.synced_at ?? -1, row?.checked_at ?? -1)
  return latest < 0 ? null : latest
}
