import 'server-only'
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '@/lib/core/errors'
import type { Context } from './context'
import { type Action, can, type Resource } from './rules/can'

/**
 * Lets the actor pass or throws: `UnauthenticatedError` for nobody, `NotFoundError` for what the actor may
 * not know of, `ForbiddenError` for what it may see but not do.
 */
export async function authorize(ctx: Context, action: Action, resource: Resource = {}): Promise<void> {
  const decision = can(ctx.actor, action, resource)
  if (decision.allowed) return

  if (ctx.actor.kind === 'anonymous') throw new UnauthenticatedError()
  if (!decision.mayKnow) throw new NotFoundError()
  throw new ForbiddenError(decision.reason)
}
