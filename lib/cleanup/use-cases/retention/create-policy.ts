import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { checkPolicy, type PolicyInput } from '../../retention/check-settings'
import { announceRun } from '../../retention/close-run'
import { keepPolicySchedule } from '../../retention/keep-schedule'
import { columnsOf, policyFacts } from '../../retention/policy-columns'
import type { RetentionPolicyRow } from '../../retention-policy'
import { findPolicy, insertPolicy, insertVersion, isNameTaken } from '../../store/retention-policies'

/** Adds a policy, which does nothing before somebody looked at a simulation of it. */
export async function createPolicy(ctx: Context, input: PolicyInput): Promise<RetentionPolicyRow> {
  const policy = await checkPolicy(ctx, input)

  const at = ctx.clock.now()
  const id = newId('ret', at)
  return transaction(ctx.db, async (tx) => {
    if (await isNameTaken(tx, { registryId: policy.registryId, name: policy.name, except: id })) {
      throw new AppError('name-taken', 'Another policy of this registry has this name.')
    }
    const isAdded = await insertPolicy(tx, {
      id,
      ...columnsOf(ctx, policy),
      registry_id: policy.registryId,
      path: policy.path,
      version: 1,
      created_by: ctx.actor.name,
      created_at: at,
    })
    if (!isAdded) throw new AppError('conflict', 'There are as many policies as there may be.')
    await insertVersion(tx, id, {
      version: 1,
      document: JSON.stringify(policy.document),
      reason: policy.reason,
      changedBy: ctx.actor.name,
      changedAt: at,
    })
    const added = await findPolicy(tx, id)
    if (added === undefined) throw new NotFoundError()
    await keepPolicySchedule(tx, added, at)
    await record(ctx, tx, {
      type: 'retention.policy-created',
      resource: added.name,
      registryId: added.registryId,
      repository: added.path === '' ? null : added.path,
      after: policyFacts(added),
      reason: added.reason,
      facts: { policy: id },
    })
    await announceRun(tx, added)
    return added
  })
}
