import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { findRegistryById } from '@/lib/catalog/store/registries'
import { findRepository } from '@/lib/catalog/store/repositories'
import { NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'

/** Queues a comparison of one known repository, or joins the one under way. Gives the job's id. @throws NotFoundError */
export async function startRepositorySync(
  ctx: Context,
  registryId: string,
  repository: string,
): Promise<string> {
  await authorize(ctx, 'registry:sync', { registryId, repository })

  const registry = await findRegistryById(ctx.db.query, registryId)
  const found = registry && (await findRepository(ctx.db.query, registryId, repository))
  if (registry === undefined || found === undefined) throw new NotFoundError()

  const now = ctx.clock.now()
  const id = newId('job', now)
  return transaction(ctx.db, async (tx) => {
    const jobId = await enqueue(tx, {
      id,
      kind: 'sync-repository',
      registryId,
      input: { registryId, repository },
      dedupeKey: `sync-repository:${registryId}:${repository}`,
      createdBy: ctx.actor.name,
      createdAt: now,
    })
    const resource = `${registry.name}/${repository}`
    if (jobId === id) {
      await record(ctx, tx, { type: 'sync.started', resource, registryId, repository, facts: { jobId } })
    }
    return jobId
  })
}
