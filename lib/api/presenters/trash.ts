import 'server-only'
import type { TrashItem } from '@/lib/cleanup/use-cases/list-trash'
import type { TrashPeriod } from '@/lib/cleanup/use-cases/trash-period'
import type { Page } from '@/lib/core/paging'
import { presentAllowed } from './allowed'
import { presentPage } from './page'

export function presentTrashItem(item: TrashItem) {
  return {
    id: item.id,
    registry: item.registry,
    repository: item.repository,
    tag: item.tag,
    digest: item.digest,
    mediaType: item.media_type,
    totalBytes: item.total_size,
    deletedBy: item.deleted_by,
    deletedAt: item.deleted_at,
    reason: item.reason,
    expiresAt: item.expires_at,
    state: item.state,
    restoredAt: item.restored_at,
    restoredBy: item.restored_by,
    checkedAt: item.checked_at,
    can: { restore: presentAllowed(item.canRestore), purge: presentAllowed(item.canPurge) },
  }
}

export function presentTrashPage(page: Page<TrashItem>) {
  return presentPage(page, presentTrashItem)
}

export function presentTrashPeriod({ days, canChange }: TrashPeriod) {
  return { days, can: { change: presentAllowed(canChange) } }
}
