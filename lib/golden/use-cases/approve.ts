import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { approvalFacts } from '../approver'
import { authorizeVersion } from '../authorize-line'
import { changedSinceSeen, decideAbout } from '../decide'
import { evaluateHeld } from '../evaluate/evaluate-version'
import { basisOf, markIfReady } from '../mark'
import { type ApprovalRefusal, type Basis, refuseApproval } from '../rules/approval'
import { APPROVAL_REFUSALS } from '../rules/words'
import { writeDecision } from '../write-decision'

export interface ApprovalInput {
  readonly version: string
  /** What the approver saw. */
  readonly basis: Basis
  readonly reason?: string | undefined
}

/**
 * Approves exactly the digest, policy and evidence that were seen, and marks the version golden when that was the
 * last thing it waited for. The version is evaluated anew first: what changed meanwhile is not approved.
 * @throws AppError `precondition-failed`, `four-eyes`, `approved-already`, `wrong-state`
 */
export async function approve(ctx: Context, input: ApprovalInput): Promise<void> {
  await authorizeVersion(ctx, 'version:approve', input.version)

  const refusal = await decideAbout(ctx, { id: input.version, act: 'approve' }, async (tx, place) => {
    const { line, version } = place
    const evaluation = await evaluateHeld(ctx, tx, place)
    const basis = basisOf({ version, evaluation })
    const groups = evaluation.policy.document.approverGroups
    const refused = refuseApproval(
      await approvalFacts(ctx, tx, { ...place, basis, seen: input.basis, groups }),
    )
    // Not thrown in here: that it changed is to be kept.
    if (refused !== null) return refused

    await writeDecision(ctx, tx, {
      verb: 'approve',
      event: 'golden.approved',
      line,
      version,
      reason: input.reason ?? null,
      basis,
    })
    await markIfReady(ctx, tx, { line, version, evaluation })
    return null
  })
  if (refusal !== null) throw refusedApproval(refusal)
}

export function refusedApproval(refusal: ApprovalRefusal): AppError {
  if (refusal === 'changed-since-seen') return changedSinceSeen()
  const code = refusal === 'approved-already' ? 'approved-already' : 'four-eyes'
  return new AppError(code, APPROVAL_REFUSALS[refusal])
}
