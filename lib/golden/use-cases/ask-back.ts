import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { authorizeVersion, placeOf, type VersionPlace } from '../authorize-line'
import { decideAbout } from '../decide'
import { evaluateHeld } from '../evaluate/evaluate-version'
import { guardClosure } from '../guard-closure'
import { basisOf, caseFile } from '../mark'
import { refuseSecondPerson } from '../rules/four-eyes'
import { openRequest } from '../rules/verbs'
import { DAY_MS } from '../rules/version'
import { SECOND_PERSON_REFUSALS } from '../rules/words'
import { type DecisionRow, listDecisions } from '../store/decisions'
import { changeVersion } from '../store/versions'
import { writeDecision } from '../write-decision'
import type { StopInput } from './stop-candidate'

type What = 'restore' | 'extend'

/** Asks for a revoked version to be golden again; a second person's asking makes it so. */
export function restore(ctx: Context, input: StopInput): Promise<void> {
  return askBack(ctx, input, 'restore')
}

/** Asks for a version to stay golden for another term; a second person's asking makes it so. */
export function extend(ctx: Context, input: StopInput): Promise<void> {
  return askBack(ctx, input, 'extend')
}

/** @throws AppError `four-eyes`, `not-ready`, `wrong-state`, `precondition-failed` */
async function askBack(ctx: Context, input: StopInput, what: What): Promise<void> {
  const seen = await authorizeVersion(ctx, 'version:ask-back', input.version)
  const isAsked = openRequest(await listDecisions(ctx.db.query, input.version), what) !== null
  if (isAsked) await authorize(ctx, 'version:restore', placeOf(seen.line))

  const target = { id: input.version, ifRevision: input.ifRevision, act: what }
  await decideAbout(ctx, target, async (tx, place) => {
    const asked = openRequest(await listDecisions(tx, place.version.id), what)
    if (asked === null) return ask(ctx, tx, { place, what, reason: input.reason })
    return agree(ctx, tx, { place, what, reason: input.reason, asked })
  })
}

interface Asking {
  readonly place: VersionPlace
  readonly what: What
  readonly reason: string
}

async function ask(ctx: Context, tx: Executor, { place, what, reason }: Asking): Promise<void> {
  const { line, version } = place
  await changeVersion(tx, version.id, {})
  await writeDecision(ctx, tx, {
    verb: `request-${what}`,
    event: what === 'restore' ? 'golden.restore-requested' : 'golden.extension-requested',
    line,
    version,
    reason,
  })
}

async function agree(
  ctx: Context,
  tx: Executor,
  { place, what, reason, asked }: Asking & { readonly asked: DecisionRow },
): Promise<void> {
  const { line, version } = place
  const refusal = refuseSecondPerson(ctx.actor, { askedById: asked.actorId, nominatorId: null })
  if (refusal !== null) throw new AppError('four-eyes', SECOND_PERSON_REFUSALS[refusal])
  const evaluation = await evaluateHeld(ctx, tx, { ...place, isRenewed: true })
  const blocking = evaluation.findings.filter(({ isBlocking }) => isBlocking)
  if (blocking.length > 0) {
    const names = blocking.map(({ requirementId }) => requirementId).join(', ')
    throw new AppError('not-ready', `Its policy asks for what it has not: ${names}.`)
  }
  const change = what === 'restore' ? RESTORED : { expires_at: nextEnd(ctx, evaluation.policy.document) }
  await changeVersion(tx, version.id, change)
  await guardClosure(tx, place, ctx.clock.now())
  await writeDecision(ctx, tx, {
    verb: what,
    event: what === 'restore' ? 'golden.restored' : 'golden.extended',
    line,
    version,
    reason,
    basis: basisOf({ version, evaluation }),
    before: { status: version.status, expiresAt: version.expiresAt },
    after: { ...change, askedBy: asked.actorName },
    facts: {
      expiresAt: 'expires_at' in change ? change.expires_at : version.expiresAt,
      askedBy: { id: asked.actorId, name: asked.actorName, at: asked.at, reason: asked.reason },
      ...(await caseFile(tx, { ...place, evaluation }, [])),
    },
  })
}

const RESTORED = {
  status: 'golden',
  revoke_at: null,
  revocation_category: null,
  revocation_reason: null,
} as const

function nextEnd({ clock }: Context, { validityDays }: { readonly validityDays: number | null }) {
  return validityDays === null ? null : clock.now() + validityDays * DAY_MS
}
