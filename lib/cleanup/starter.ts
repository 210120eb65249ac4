import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { loadActor } from '@/lib/access/load-actor'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import { ForbiddenError } from '@/lib/core/errors'

/** Who asked for a job, and from where: it goes into the job's input. */
export const starterShape = z.object({
  actorId: z.string(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string(),
})

export type Starter = z.output<typeof starterShape>

export function starterOf(ctx: Context): Starter {
  return { actorId: ctx.actor.id, ip: ctx.ip, userAgent: ctx.userAgent, requestId: ctx.requestId }
}

/**
 * The context of a job that acts as whoever asked for it, with the rights they have at this moment.
 * @throws ForbiddenError when they can do nothing any more
 */
export async function asStarter(ctx: Context, starter: Starter): Promise<Context> {
  const { actorId, ...from } = starter
  if (actorId === SYSTEM_ACTOR.id) return { ...ctx, ...from, actor: SYSTEM_ACTOR }
  const loaded = await loadActor(ctx.db.query, actorId, ctx.clock.now())
  if (loaded === undefined || loaded.stopped !== null) {
    throw new ForbiddenError(loaded?.stopped ?? 'Whoever asked for this is not known any more.')
  }
  return { ...ctx, ...from, actor: loaded.actor }
}
