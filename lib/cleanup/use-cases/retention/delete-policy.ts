import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { removeSchedule } from '@/lib/jobs/store/schedule'
import { authorizePolicy } from '../../retention/authorize-policy'
import { announceRun } from '../../retention/close-run'
import { policyFacts } from '../../retention/policy-columns'
import { RETENTION_SCHEDULE } from '../../retention-policy'
import { deletePolicyRow } from '../../store/retention-policies'
import { findOpenRun } from '../../store/retention-runs'

/** Removes a policy with its history; what it deleted stays in the trash. @throws AppError `conflict` while it runs */
export async function deletePolicy(ctx: Context, input: { readonly policy: string }): Promise<void> {
  const policy = await authorizePolicy(ctx, 'retention:edit', input.policy)

  await transaction(ctx.db, async (tx) => {
    if ((await findOpenRun(tx, policy.id)) !== undefined) {
      throw new AppError('conflict', 'This policy is at work. Cancel its job or wait for it.')
    }
    await deletePolicyRow(tx, policy.id)
    await removeSchedule(tx, `${RETENTION_SCHEDULE}${policy.id}`)
    await record(ctx, tx, {
      type: 'retention.policy-removed',
      resource: policy.name,
      registryId: policy.registryId,
      repository: policy.path === '' ? null : policy.path,
      before: policyFacts(policy),
      facts: { policy: policy.id },
    })
    await announceRun(tx, policy)
  })
}
