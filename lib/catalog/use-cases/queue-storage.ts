import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import { enqueue, isKindUnderWay } from '@/lib/jobs/store/queue'
import { isStorageDue } from '../rules/storage-pace'
import { readStorageState } from '../store/storage-totals'

export const STORAGE_KIND = 'compute-storage'

/** Queues a computation of storage when the index has changed and the last one is long enough ago. */
export async function queueStorageWhenDue(ctx: Context): Promise<void> {
  await authorize(ctx, 'registry:sync')

  const now = ctx.clock.now()
  const state = await readStorageState(ctx.db.query)
  if (state.staleSince === null) return
  const isCrawling = await isKindUnderWay(ctx.db.query, 'crawl')
  if (!isStorageDue(state, { now, isCrawling })) return

  await enqueue(ctx.db.query, {
    id: newId('job', now),
    kind: STORAGE_KIND,
    registryId: null,
    input: {},
    dedupeKey: STORAGE_KIND,
    createdBy: ctx.actor.name,
    createdAt: now,
  })
}
