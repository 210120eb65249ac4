import 'server-only'
import type { Context } from '@/lib/access/context'
import { InvalidInputError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { authorizeVersion, type VersionPlace } from '../authorize-line'
import { decideAbout } from '../decide'
import { releaseClosure } from '../guard-closure'
import { DAY_MS, type RevocationCategory } from '../rules/version'
import { changeVersion } from '../store/versions'
import { writeDecision } from '../write-decision'
import type { StopInput } from './stop-candidate'

/** Further ahead nobody plans. */
const AHEAD_MAX_MS = 2 * 365 * DAY_MS

export interface RevocationInput extends StopInput {
  readonly category: RevocationCategory
  /** When it is to be revoked; now when absent. */
  readonly at?: number | undefined
}

/**
 * Revokes a version at once, or announces it. One person is enough: it has to be fast. What was announced before is
 * replaced, so that a flaw found meanwhile does not wait for that day.
 * @throws AppError `wrong-state`, `precondition-failed`
 */
export async function revoke(ctx: Context, input: RevocationInput): Promise<void> {
  await authorizeVersion(ctx, 'version:revoke', input.version)

  const now = ctx.clock.now()
  const { at } = input
  if (at !== undefined) checkMoment(at, now)
  const target = { id: input.version, ifRevision: input.ifRevision, act: 'revoke' } as const
  await decideAbout(ctx, target, (tx, place) =>
    at === undefined ? revokeNow(ctx, tx, { ...input, place }) : schedule(ctx, tx, { ...input, place, at }),
  )
}

/** Whoever names a moment announces; one that has passed is a slip, and taking a revocation back takes two. */
function checkMoment(at: number, now: number): void {
  if (at <= now) throw wrongMoment('That moment has passed. Without a moment it is revoked at once.')
  if (at > now + AHEAD_MAX_MS) {
    throw wrongMoment('A revocation is announced for the next two years at most.')
  }
}

function wrongMoment(detail: string): InvalidInputError {
  return new InvalidInputError('invalid-input', detail, {
    issues: [{ pointer: '/at', code: 'invalid-input', message: detail }],
  })
}

type Revoked = Pick<RevocationInput, 'category' | 'reason'> & { readonly place: VersionPlace }

async function revokeNow(ctx: Context, tx: Executor, { place, category, reason }: Revoked): Promise<void> {
  const { line, version } = place
  await changeVersion(tx, version.id, {
    status: 'revoked',
    revoke_at: ctx.clock.now(),
    revocation_category: category,
    revocation_reason: reason,
  })
  await releaseClosure(tx, place)
  await writeDecision(ctx, tx, {
    verb: 'revoke',
    event: 'golden.revoked',
    line,
    version,
    reason,
    before: { status: version.status, revokeAt: version.revokeAt },
    after: { status: 'revoked', category },
    facts: { category },
  })
}

async function schedule(
  ctx: Context,
  tx: Executor,
  { place, category, reason, at }: Revoked & { readonly at: number },
): Promise<void> {
  const { line, version } = place
  await changeVersion(tx, version.id, {
    revoke_at: at,
    revocation_category: category,
    revocation_reason: reason,
  })
  await writeDecision(ctx, tx, {
    verb: 'schedule-revoke',
    event: 'golden.revocation-scheduled',
    line,
    version,
    reason,
    before: { revokeAt: version.revokeAt },
    after: { revokeAt: at, category },
    facts: { category, revokeAt: at },
  })
}

/** Calls off a revocation that has not come yet. */
export async function cancelRevocation(ctx: Context, input: StopInput): Promise<void> {
  await authorizeVersion(ctx, 'version:revoke', input.version)

  const target = { id: input.version, ifRevision: input.ifRevision, act: 'cancel-revocation' } as const
  await decideAbout(ctx, target, async (tx, { line, version }) => {
    await changeVersion(tx, version.id, {
      revoke_at: null,
      revocation_category: null,
      revocation_reason: null,
    })
    await writeDecision(ctx, tx, {
      verb: 'cancel-revoke',
      event: 'golden.revocation-cancelled',
      line,
      version,
      reason: input.reason,
      before: { revokeAt: version.revokeAt },
      after: { revokeAt: null },
    })
  })
}
