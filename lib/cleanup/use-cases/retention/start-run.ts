import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorizePolicy } from '../../retention/authorize-policy'
import { queueRun } from '../../retention/queue-run'
import { type RetentionPolicyRow, type RetentionRunRow, reachOf } from '../../retention-policy'
import { refusalToStart } from '../../rules/retention/guard'
import { starterOf } from '../../starter'

/** Queues a simulation: it reads the index, changes nothing and asks no registry. */
export async function startSimulation(
  ctx: Context,
  input: { readonly policy: string },
): Promise<RetentionRunRow> {
  const policy = await authorizePolicy(ctx, 'retention:read', input.policy)

  return queue(ctx, policy, 'simulation')
}

/**
 * Queues a run, which judges anew and deletes. @throws AppError `run-refused` before a simulation of this version
 * was looked at, ForbiddenError for who may not delete on all that the policy reaches
 */
export async function startRun(ctx: Context, input: { readonly policy: string }): Promise<RetentionRunRow> {
  const policy = await authorizePolicy(ctx, 'retention:run', input.policy)
  await authorize(ctx, 'tag:delete', reachOf(policy))

  const refusal = refusalToStart({ ...policy, isPaused: false, rightsRefusal: null })
  if (refusal !== null) {
    throw new AppError('run-refused', refusal.message, { facts: { reason: refusal.code } })
  }

  return queue(ctx, policy, 'run')
}

function queue(
  ctx: Context,
  policy: RetentionPolicyRow,
  kind: 'simulation' | 'run',
): Promise<RetentionRunRow> {
  const queued = {
    policy,
    kind,
    trigger: 'person',
    starter: starterOf(ctx),
    actorName: ctx.actor.name,
  } as const
  return transaction(ctx.db, async (tx) => {
    const run = await queueRun(ctx, tx, queued)
    if (run.kind === kind) return run
    throw new AppError('conflict', `A ${run.kind} of this policy is under way.`)
  })
}
