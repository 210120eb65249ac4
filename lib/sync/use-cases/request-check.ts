import 'server-only'
import type { Context } from '@/lib/access/context'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { CHECK_KIND, checkKey } from '@/lib/catalog/rules/check-key'
import { claimCheck, findLookedAt } from '@/lib/catalog/store/tags-to-check'
import { announce } from '@/lib/changes/announce'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'
import { isCheckDue } from '../rules/light-check'
import { findNotices } from '../store/notices'

export interface CheckRequest {
  readonly registry: string
  readonly repository: string
  /** How old the index may be. */
  readonly afterMs: number
}

/**
 * Queues a light check of a repository that somebody opens, when nobody has looked at it for a while; at most
 * one a minute for each. Never asks the registry itself. True when it queued one. @throws NotFoundError
 */
export async function requestCheck(ctx: Context, { afterMs, ...place }: CheckRequest): Promise<boolean> {
  const { registry, repository } = await authorizeRepository(ctx, 'repository:read', place)

  const notices = await findNotices(ctx.db.query, registry.id)
  const lookedAt = await findLookedAt(ctx.db.query, repository.id)
  const nowMs = ctx.clock.now()
  if (!isCheckDue({ lookedAt, lastEventAt: notices?.lastAt ?? null, nowMs, afterMs })) return false

  return transaction(ctx.db, async (tx) => {
    if (!(await claimCheck(tx, repository.id, nowMs))) return false
    await enqueue(tx, {
      id: newId('job', nowMs),
      kind: CHECK_KIND,
      registryId: registry.id,
      input: { registryId: registry.id, repository: repository.name },
      dedupeKey: checkKey(registry.id, repository.name),
      createdBy: ctx.actor.name,
      createdAt: nowMs,
    })
    await announce(tx, { topic: `repository:${repository.id}`, what: 'sync' })
    return true
  })
}
