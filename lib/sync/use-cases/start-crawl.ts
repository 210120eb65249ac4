import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { findRegistryById } from '@/lib/catalog/store/registries'
import { NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'

/** Queues a crawl of a registry, or joins the one under way. Gives the job's id. @throws NotFoundError */
export async function startCrawl(ctx: Context, registryId: string): Promise<string> {
  await authorize(ctx, 'registry:sync', { registryId })

  const registry = await findRegistryById(ctx.db.query, registryId)
  if (registry === undefined) throw new NotFoundError()

  return transaction(ctx.db, (tx) => queueCrawl(ctx, tx, registry))
}

/** The same in the caller's transaction, for whoever has made sure that it may be done. */
export async function queueCrawl(
  ctx: Context,
  tx: Executor,
  registry: { readonly id: string; readonly name: string },
): Promise<string> {
  const now = ctx.clock.now()
  const id = newId('job', now)
  const jobId = await enqueue(tx, {
    id,
    kind: 'crawl',
    registryId: registry.id,
    input: { registryId: registry.id },
    dedupeKey: `crawl:${registry.id}`,
    createdBy: ctx.actor.name,
    createdAt: now,
  })
  if (jobId === id) {
    await record(ctx, tx, {
      type: 'sync.started',
      resource: registry.name,
      registryId: registry.id,
      facts: { jobId },
    })
  }
  return jobId
}
