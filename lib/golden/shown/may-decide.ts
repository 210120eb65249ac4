import 'server-only'
import type { Context } from '@/lib/access/context'
import { type Action, can, type Decision } from '@/lib/access/rules/can'
import { placeOf } from '../authorize-line'
import { type ApprovalFacts, refuseApproval } from '../rules/approval'
import { refuseSecondPerson } from '../rules/four-eyes'
import { type ActFacts, refuseAct, type VersionAct } from '../rules/may'
import { openRequest } from '../rules/verbs'
import { APPROVAL_REFUSALS, SECOND_PERSON_REFUSALS } from '../rules/words'
import type { DecisionRow } from '../store/decisions'
import type { LineRow } from '../store/lines'
import type { WaiverRow } from '../store/waivers'

export interface DecidableFacts {
  readonly line: LineRow
  readonly act: ActFacts
  readonly approval: ApprovalFacts
  readonly decisions: readonly DecisionRow[]
  readonly blockers: readonly string[]
}

export type MayDecide = Readonly<
  Record<
    | 'approve'
    | 'reject'
    | 'withdraw'
    | 'mark'
    | 'addEvidence'
    | 'requestWaiver'
    | 'revoke'
    | 'cancelRevocation'
    | 'restore'
    | 'extend'
    | 'promote'
    | 'promoteToProduction',
    Decision
  >
>

/** What somebody may decide about a version now, and if not, why not: rights first, then where it stands. */
export function mayDecide(ctx: Context, facts: DecidableFacts): MayDecide {
  const right = (action: Action) => can(ctx.actor, action, placeOf(facts.line))
  const may = (action: Action, act: VersionAct, ...refusals: readonly (string | null)[]) =>
    unless(right(action), [refuseAct(act, facts.act), ...refusals])
  const approval = refuseApproval(facts.approval)
  const isMarkable = facts.blockers.length === 0 ? null : (facts.blockers[0] ?? null)
  const marking = approval === null || approval === 'approved-already' ? null : APPROVAL_REFUSALS[approval]
  return {
    approve: may('version:approve', 'approve', approval && APPROVAL_REFUSALS[approval]),
    reject: may('version:approve', 'reject'),
    withdraw: may('candidate:nominate', 'withdraw', notOwn(facts.approval)),
    mark: may('version:approve', 'mark', marking, isMarkable),
    addEvidence: unless(right('evidence:add'), []),
    requestWaiver: may('waiver:request', 'waive'),
    revoke: may('version:revoke', 'revoke'),
    cancelRevocation: may('version:revoke', 'cancel-revocation'),
    restore: askingBack('restore'),
    extend: askingBack('extend'),
    promote: may('channel:promote', 'promote'),
    promoteToProduction: may('channel:promote-production', 'promote'),
  }

  function askingBack(what: 'restore' | 'extend'): Decision {
    const asked = openRequest(facts.decisions, what)
    if (asked === null) return may('version:ask-back', what)
    const refusal = refuseSecondPerson(facts.approval.approver, {
      askedById: asked.actorId,
      nominatorId: null,
    })
    return may('version:restore', what, refusal && SECOND_PERSON_REFUSALS[refusal])
  }
}

/** Whether somebody may grant a waiver another one asked for. */
export function mayGrant(
  ctx: Context,
  { line, waiver, nominatorId, now }: { line: LineRow; waiver: WaiverRow; nominatorId: string; now: number },
): Decision {
  const refusal = refuseSecondPerson(ctx.actor, { askedById: waiver.requestedById, nominatorId })
  return unless(can(ctx.actor, 'waiver:grant', placeOf(line)), [
    waiver.grantedAt === null ? null : 'It is granted.',
    now < waiver.expiresAt ? null : 'It is over.',
    refusal && SECOND_PERSON_REFUSALS[refusal],
  ])
}

function unless(decision: Decision, refusals: readonly (string | null)[]): Decision {
  const reason = refusals.find((refusal) => refusal !== null)
  if (!decision.allowed || reason === undefined || reason === null) return decision
  return { allowed: false, reason, mayKnow: true }
}

function notOwn({ approver, nominatorId }: ApprovalFacts): string | null {
  return approver.id === nominatorId ? null : 'Only who nominated it withdraws it.'
}
