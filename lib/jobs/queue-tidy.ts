import 'server-only'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { enqueue } from './store/queue'

export const TIDY_KIND = 'tidy-index'

/** Queues the dropping of what nothing in the index holds any more, in the transaction that let go of it. */
export async function queueTidy(
  tx: Executor,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<void> {
  await enqueue(tx, {
    id: newId('job', at),
    kind: TIDY_KIND,
    registryId: null,
    input: {},
    dedupeKey: TIDY_KIND,
    createdBy: by,
    createdAt: at,
  })
}
