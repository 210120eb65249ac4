import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { type Buckets, bucketsFor } from '../rules/buckets'
import { type BucketCount, countByTime, findFirstTime } from '../store/events'
import { type EventQuery, filterOf } from './list-events'

export interface EventCounts extends Buckets {
  readonly counts: readonly BucketCount[]
}

/** How many events there were over time; from the first to now where the query names no range. */
export async function countEvents(ctx: Context, query: EventQuery): Promise<EventCounts> {
  await authorize(ctx, 'audit:read')

  const filter = await filterOf(ctx, query)
  const now = ctx.clock.now()
  const to = query.to ?? now + 1
  const from = query.from ?? (await findFirstTime(ctx.db.query, filter)) ?? to - 1
  const buckets = bucketsFor(Math.min(from, to), to)
  return { ...buckets, counts: await countByTime(ctx.db, { filter: { ...filter, from, to }, buckets }) }
}
