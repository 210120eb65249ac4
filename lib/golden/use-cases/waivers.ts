import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError, InvalidInputError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { authorizeVersion } from '../authorize-line'
import { decideAbout } from '../decide'
import { evaluateHeld } from '../evaluate/evaluate-version'
import { refuseSecondPerson, refuseWaiver } from '../rules/four-eyes'
import { SECOND_PERSON_REFUSALS, WAIVER_REFUSALS } from '../rules/words'
import { findPolicyByDigest } from '../store/policies'
import { changeVersion } from '../store/versions'
import { grantWaiverRow, insertWaiver, listWaivers } from '../store/waivers'
import { writeDecision } from '../write-decision'
import type { StopInput } from './stop-candidate'

export interface WaiverInput extends StopInput {
  readonly requirementId: string
  readonly expiresAt: number
}

/** Asks to let one requirement of one version pass for a while. It holds when somebody else grants it. */
export async function requestWaiver(ctx: Context, input: WaiverInput): Promise<void> {
  await authorizeVersion(ctx, 'waiver:request', input.version)

  const target = { id: input.version, ifRevision: input.ifRevision, act: 'waive' } as const
  await decideAbout(ctx, target, async (tx, { line, version }) => {
    const { requirementId, expiresAt, reason } = input
    const now = ctx.clock.now()
    const policy = await findPolicyByDigest(tx, version.policyDigest)
    const refusal = refuseWaiver({
      requirement: policy?.document.requirements.find(({ id }) => id === requirementId),
      expiresAt,
      daysMax: policy?.document.waiverDaysMax ?? 0,
      now,
    })
    if (refusal !== null) throw new InvalidInputError('invalid-input', WAIVER_REFUSALS[refusal])
    const id = newId('wai', now)
    await insertWaiver(tx, {
      id,
      versionId: version.id,
      requirementId,
      reason,
      expiresAt,
      requestedById: ctx.actor.id,
      requestedBy: ctx.actor.name,
      requestedAt: now,
    })
    await changeVersion(tx, version.id, {})
    await writeDecision(ctx, tx, {
      verb: 'waive',
      event: 'golden.waiver-requested',
      line,
      version,
      reason,
      after: { requirementId, expiresAt },
      facts: { waiver: id, requirementId, expiresAt },
    })
  })
}

/** Grants a waiver somebody else asked for. Approvals before it were of something else, and are void. */
export async function grantWaiver(
  ctx: Context,
  input: { readonly version: string; readonly waiver: string; readonly ifRevision: number },
): Promise<void> {
  await authorizeVersion(ctx, 'waiver:grant', input.version)

  const target = { id: input.version, ifRevision: input.ifRevision, act: 'waive' } as const
  await decideAbout(ctx, target, async (tx, place) => {
    const { line, version } = place
    const waiver = (await listWaivers(tx, version.id)).find(({ id }) => id === input.waiver)
    if (waiver === undefined) throw new NotFoundError()
    const refusal = refuseSecondPerson(ctx.actor, {
      askedById: waiver.requestedById,
      nominatorId: version.nominatedById,
    })
    if (refusal !== null) throw new AppError('four-eyes', SECOND_PERSON_REFUSALS[refusal])
    const at = ctx.clock.now()
    const by = { id: ctx.actor.id, name: ctx.actor.name, at }
    if (waiver.expiresAt <= at || !(await grantWaiverRow(tx, waiver.id, by))) {
      throw new AppError('wrong-state', 'It is granted already, or over.')
    }
    const { requirementId, expiresAt, requestedBy, reason } = waiver
    await writeDecision(ctx, tx, {
      verb: 'grant-waiver',
      event: 'golden.waiver-granted',
      line,
      version,
      reason,
      after: { requirementId, expiresAt, requestedBy },
      facts: { waiver: waiver.id, requirementId, expiresAt, requestedBy },
    })
    await changeVersion(tx, version.id, {})
    await evaluateHeld(ctx, tx, place)
  })
}
