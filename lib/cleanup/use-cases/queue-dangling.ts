import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { readStorageState } from '@/lib/catalog/store/storage-totals'
import { newId } from '@/lib/core/ids'
import { enqueue } from '@/lib/jobs/store/queue'
import { isDanglingDue } from '../rules/storage/dangling-pace'
import { listDanglingAges } from '../store/save-dangling'

export const DANGLING_KIND = 'find-dangling'

/** Queues a search for what nothing needs when storage was added up since the last one. */
export async function queueDanglingWhenDue(ctx: Context): Promise<void> {
  await authorize(ctx, 'registry:sync')

  const now = ctx.clock.now()
  const ages = await listDanglingAges(ctx.db.query)
  const { computedAt: indexedAt } = await readStorageState(ctx.db.query)
  if (!isDanglingDue({ ages, indexedAt, now })) return

  await enqueue(ctx.db.query, {
    id: newId('job', now),
    kind: DANGLING_KIND,
    registryId: null,
    input: {},
    dedupeKey: DANGLING_KIND,
    createdBy: ctx.actor.name,
    createdAt: now,
  })
}
