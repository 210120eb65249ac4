import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { Action } from '@/lib/access/rules/can'
import { NotFoundError } from '@/lib/core/errors'
import { type RetentionPolicyRow, type RetentionRunRow, reachOf } from '../retention-policy'
import { findPolicy } from '../store/retention-policies'
import { findRun } from '../store/retention-runs'

type RetentionAction = Extract<Action, `retention:${string}` | 'tag:delete'>

/** The policy of an id, for who may do something with all it reaches. @throws NotFoundError, ForbiddenError */
export async function authorizePolicy(
  ctx: Context,
  action: RetentionAction,
  id: string,
): Promise<RetentionPolicyRow> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, action)
  const policy = await findPolicy(ctx.db.query, id)
  if (policy === undefined) throw new NotFoundError()
  await authorize(ctx, action, reachOf(policy))
  return policy
}

/** A simulation or run of a policy, for who may do something with the policy. */
export async function authorizeRun(
  ctx: Context,
  action: RetentionAction,
  input: { readonly policy: string; readonly run: string },
): Promise<{ readonly policy: RetentionPolicyRow; readonly run: RetentionRunRow }> {
  const policy = await authorizePolicy(ctx, action, input.policy)
  const run = await findRun(ctx.db.query, input.run)
  if (run === undefined || run.policyId !== policy.id) throw new NotFoundError()
  return { policy, run }
}
