import 'server-only'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'

export interface NewTrashItem {
  readonly registryId: string
  readonly repositoryId: string
  readonly repository: string
  /** Null for a manifest that no tag named. */
  readonly tag: string | null
  readonly digest: string
  readonly mediaType: string
  /** Bytes; null when unknown. */
  readonly totalSize: number | null
  /** Null where it was no deletion. */
  readonly deletionId: string | null
  readonly reason: string | null
  readonly deletedBy: { readonly id: string; readonly name: string }
  readonly deletedAt: number
  readonly expiresAt: number
}

/** Puts into the trash what is deleted, in the same transaction. Its bytes are kept by `keepManifests`. */
export async function addTrash(tx: Executor, items: readonly NewTrashItem[]): Promise<void> {
  const rows = items.map((item) => ({
    id: newId('trs', item.deletedAt),
    registry_id: item.registryId,
    repository_id: item.repositoryId,
    repository: item.repository,
    tag: item.tag,
    digest: item.digest,
    media_type: item.mediaType,
    total_size: item.totalSize,
    deletion_id: item.deletionId,
    reason: item.reason,
    deleted_by_id: item.deletedBy.id,
    deleted_by: item.deletedBy.name,
    deleted_at: item.deletedAt,
    expires_at: item.expiresAt,
  }))
  await insertRows(tx, 'trash_item', { rows, conflict: ['id'] })
}

const DAY_MS = 24 * 60 * 60 * 1000
const DAYS_DEFAULT = 7

/** How long what is deleted from a registry can be put back, in milliseconds. */
export async function findTrashPeriodMs(db: Executor, registryId: string): Promise<number> {
  const row = await db
    .selectFrom('registry')
    .select('trash_days')
    .where('id', '=', registryId)
    .executeTakeFirst()
  return (row?.trash_days ?? DAYS_DEFAULT) * DAY_MS
}
