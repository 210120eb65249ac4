import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { approvalFacts } from '../approver'
import { authorizeVersion } from '../authorize-line'
import { decideAbout } from '../decide'
import { evaluateHeld } from '../evaluate/evaluate-version'
import { basisOf, markIfReady } from '../mark'
import { refuseApproval } from '../rules/approval'
import { refusedApproval } from './approve'

/**
 * Marks a candidate golden that has everything its policy asks for: where no approval is asked for, a person still
 * says so. @throws AppError `not-ready`, `four-eyes`, `precondition-failed`, `wrong-state`
 */
export async function markVersion(
  ctx: Context,
  input: { readonly version: string; readonly ifRevision: number },
): Promise<void> {
  await authorizeVersion(ctx, 'version:approve', input.version)

  const target = { id: input.version, ifRevision: input.ifRevision, act: 'mark' } as const
  await decideAbout(ctx, target, async (tx, place) => {
    const evaluation = await evaluateHeld(ctx, tx, place)
    const basis = basisOf({ version: place.version, evaluation })
    const groups = evaluation.policy.document.approverGroups
    const refusal = refuseApproval(await approvalFacts(ctx, tx, { ...place, basis, seen: basis, groups }))
    if (refusal !== null && refusal !== 'approved-already') throw refusedApproval(refusal)
    if (!(await markIfReady(ctx, tx, { ...place, evaluation }))) {
      throw new AppError('not-ready', 'It has not everything its policy asks for.')
    }
  })
}
