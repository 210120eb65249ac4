import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'

export const VERIFY_KIND = 'verify-storage'

/**
 * Queues a check that a registry still has everything its tags name, or joins the one under way. Gives the job's id.
 * @throws NotFoundError, ForbiddenError
 */
export async function startVerification(ctx: Context, input: { readonly registry: string }): Promise<string> {
  const { id: registryId, name } = await authorizeRegistry(ctx, 'storage:verify', input.registry)

  const now = ctx.clock.now()
  const id = newId('job', now)
  return transaction(ctx.db, async (tx) => {
    const jobId = await enqueue(tx, {
      id,
      kind: VERIFY_KIND,
      registryId,
      input: { registryId },
      dedupeKey: `${VERIFY_KIND}:${registryId}`,
      createdBy: ctx.actor.name,
      createdAt: now,
    })
    if (jobId === id) {
      await record(ctx, tx, {
        type: 'storage.verification-started',
        resource: name,
        registryId,
        facts: { jobId },
      })
    }
    return jobId
  })
}
