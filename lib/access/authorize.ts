import 'server-only'
import { recordDenied } from '@/lib/audit/denied'
import { noteGrounds } from '@/lib/audit/grounds'
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '@/lib/core/errors'
import type { Context } from './context'
import { type Action, can, type Resource } from './rules/can'
import { describeGround } from './rules/describe-ground'

const GROUNDS_NOTED_MAX = 3

/**
 * Lets the actor pass or throws: `UnauthenticatedError` for nobody, `NotFoundError` for what the actor may
 * not know of, `ForbiddenError` for what it may see but not do. Who is refused is written down.
 */
export async function authorize(ctx: Context, action: Action, resource: Resource = {}): Promise<void> {
  const decision = can(ctx.actor, action, resource)
  if (decision.allowed) {
    noteGrounds(ctx, decision.grounds.slice(0, GROUNDS_NOTED_MAX).map(describeGround).join('; '))
    return
  }
  if (ctx.actor.kind === 'anonymous') throw new UnauthenticatedError()
  await recordDenied(ctx, action, resource, decision.reason)
  if (!decision.mayKnow) throw new NotFoundError()
  throw new ForbiddenError(decision.reason)
}
