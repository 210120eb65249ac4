import 'server-only'
import type { Context } from '@/lib/access/context'
import { ForbiddenError } from '@/lib/core/errors'
import { authorizeVersion } from '../authorize-line'
import { decideAbout } from '../decide'
import { changeVersion } from '../store/versions'
import { writeDecision } from '../write-decision'

export interface StopInput {
  readonly version: string
  readonly ifRevision: number
  readonly reason: string
}

/** Decides that a candidate does not become golden. It may be nominated again; what was decided stays written. */
export async function reject(ctx: Context, input: StopInput): Promise<void> {
  await authorizeVersion(ctx, 'version:approve', input.version)

  await stop(ctx, input, 'reject')
}

/** Takes back one's own nomination. @throws ForbiddenError for anybody else's */
export async function withdraw(ctx: Context, input: StopInput): Promise<void> {
  const { version } = await authorizeVersion(ctx, 'candidate:nominate', input.version)
  const own = ctx.actor.kind === 'token' ? ctx.actor.userId : ctx.actor.id
  if (version.nominatedById !== own) {
    throw new ForbiddenError('Only who nominated a version withdraws it; an approver can reject it.')
  }

  await stop(ctx, input, 'withdraw')
}

async function stop(ctx: Context, input: StopInput, verb: 'reject' | 'withdraw'): Promise<void> {
  const { version: id, ifRevision, reason } = input
  await decideAbout(ctx, { id, ifRevision, act: verb }, async (tx, { line, version }) => {
    await changeVersion(tx, id, { status: 'rejected' })
    await writeDecision(ctx, tx, {
      verb,
      event: verb === 'reject' ? 'golden.rejected' : 'golden.withdrawn',
      line,
      version,
      reason,
      before: { status: version.status },
      after: { status: 'rejected' },
    })
  })
}
