import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorizeRun } from '../../retention/authorize-policy'
import { announceRun } from '../../retention/close-run'
import type { RetentionPolicyRow } from '../../retention-policy'
import { findPolicy, updatePolicy } from '../../store/retention-policies'
import { markReviewed } from '../../store/retention-runs'

/** Says that somebody looked at a simulation of the policy as it is now; from then on it may run. */
export async function reviewSimulation(
  ctx: Context,
  input: { readonly policy: string; readonly run: string },
): Promise<RetentionPolicyRow> {
  const { policy, run } = await authorizeRun(ctx, 'retention:run', input)

  if (run.state !== 'finished' || run.totals === null || run.kind !== 'simulation') {
    throw new AppError('conflict', 'Only a simulation that has come to its end can be looked at.')
  }
  if (run.version !== policy.version) {
    throw new AppError(
      'conflict',
      `This is a simulation of version ${run.version}; the policy is at ${policy.version}.`,
    )
  }

  const at = ctx.clock.now()
  return transaction(ctx.db, async (tx) => {
    const reviewed = { reviewed_version: policy.version, reviewed_at: at, reviewed_by: ctx.actor.name }
    if (!(await updatePolicy(tx, policy, reviewed))) {
      throw new AppError('conflict', 'Somebody changed this policy just now.')
    }
    await markReviewed(tx, run.id, { at, by: ctx.actor.name })
    await record(ctx, tx, {
      type: 'retention.reviewed',
      resource: policy.name,
      registryId: policy.registryId,
      repository: policy.path === '' ? null : policy.path,
      facts: { policy: policy.id, run: run.id, version: run.version, deleted: run.totals?.deleted ?? 0 },
    })
    await announceRun(tx, policy)
    const changed = await findPolicy(tx, policy.id)
    if (changed === undefined) throw new NotFoundError()
    return changed
  })
}
