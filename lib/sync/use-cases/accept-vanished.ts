import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'

export interface Acceptance {
  readonly registry: string
  /** How many repositories the admin was told are gone. */
  readonly missing: number
}

/**
 * Takes an admin's word that what a doubted registry lost is really gone: queues a crawl that may remove so
 * many repositories and no more, each only after the registry itself said again that it has none. Gives the
 * job's id. @throws AppError `conflict` without a doubt, `precondition-failed` when it is about another number
 */
export async function acceptVanished(ctx: Context, { registry: name, missing }: Acceptance): Promise<string> {
  await authorize(ctx, 'registry:manage')

  const { id: registryId, vanish } = await getRegistry(ctx, name)
  if (vanish === null) throw new AppError('conflict', 'There is no doubt about this registry.')
  if (vanish.missing !== missing) {
    throw new AppError('precondition-failed', `By now ${vanish.missing} repositories are gone. Look again.`)
  }

  const now = ctx.clock.now()
  return transaction(ctx.db, async (tx) => {
    const jobId = await enqueue(tx, {
      id: newId('job', now),
      kind: 'crawl',
      registryId,
      input: { registryId, acceptedMax: missing },
      dedupeKey: `accept-vanished:${registryId}`,
      createdBy: ctx.actor.name,
      createdAt: now,
    })
    await record(ctx, tx, {
      type: 'sync.loss-accepted',
      resource: name,
      registryId,
      facts: { jobId, missing, known: vanish.known, since: vanish.since, names: vanish.names },
    })
    return jobId
  })
}
