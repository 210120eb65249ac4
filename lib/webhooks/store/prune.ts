import 'server-only'
import type { Executor } from '@/lib/db/connection'

const KEPT_MS = 30 * 24 * 60 * 60 * 1000
const PRUNED_MAX = 5_000

/** Drops deliveries that came to their end thirty days ago, at most 5,000 at a time. */
export async function pruneDeliveries(db: Executor, now: number): Promise<void> {
  await db
    .deleteFrom('webhook_delivery')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('webhook_delivery')
        .select('id')
        .where('finished_at', '<', now - KEPT_MS)
        .limit(PRUNED_MAX),
    )
    .execute()
}
