import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import { enqueue } from '@/lib/jobs/store/queue'
import { readBackfill } from '../store/search-backfill'

export const SEARCH_KIND = 'index-search'

/** Queues what makes an index of an earlier version findable, unless that is done. */
export async function queueSearchIndexing(ctx: Context): Promise<void> {
  await authorize(ctx, 'registry:sync')

  const { phase } = await readBackfill(ctx.db.query)
  if (phase === 'done') return

  const now = ctx.clock.now()
  await enqueue(ctx.db.query, {
    id: newId('job', now),
    kind: SEARCH_KIND,
    registryId: null,
    input: {},
    dedupeKey: SEARCH_KIND,
    createdBy: ctx.actor.name,
    createdAt: now,
  })
}
