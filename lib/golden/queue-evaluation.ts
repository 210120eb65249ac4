import 'server-only'
import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { enqueue } from '@/lib/jobs/store/queue'

export const EVALUATE_KIND = 'evaluate-golden'

/** Asks for all candidates to be evaluated again: of the lines that follow a policy, or of all lines. */
export async function queueEvaluation(ctx: Context, tx: Executor, policyId: string | null): Promise<void> {
  const at = ctx.clock.now()
  await enqueue(tx, {
    id: newId('job', at),
    kind: EVALUATE_KIND,
    registryId: null,
    input: { policyId },
    dedupeKey: `${EVALUATE_KIND}:${policyId ?? 'all'}:${at}`,
    createdBy: ctx.actor.name,
    createdAt: at,
  })
}
