import 'server-only'
import { systemClock } from '@/lib/core/clock'
import type { Executor } from '@/lib/db/connection'
import { addChanges } from './store/changes'
import type { Change } from './topic'

export type { Change }

/**
 * Tells whoever looks that something changed, in the transaction that changes it: heard after the commit or
 * never. Carries no data, and saying it twice does no harm.
 */
export async function announce(tx: Executor, ...changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const at = systemClock.now()
  await addChanges(
    tx,
    changes.map(({ topic, what }) => ({ topic, what: what ?? 'state', at })),
  )
}
