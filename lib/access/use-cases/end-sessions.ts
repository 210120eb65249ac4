import 'server-only'
import { record } from '@/lib/audit/record'
import { ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { findUser, updateUserRow } from '../store/user'

/** Ends every session of the actor, this one too. API tokens go on. */
export async function endOwnSessions(ctx: Context): Promise<void> {
  await authorize(ctx, 'profile:manage')
  if (ctx.actor.kind !== 'user') throw new ForbiddenError('Only a person has sessions.')

  await end(ctx, ctx.actor.id)
}

/** Ends every session of somebody; the next request of each is refused. */
export async function endSessionsOf(ctx: Context, userId: string): Promise<void> {
  await authorize(ctx, 'user:manage')

  await end(ctx, userId)
}

async function end(ctx: Context, userId: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const user = await findUser(tx, userId)
    if (user === undefined) throw new NotFoundError()
    await updateUserRow(tx, userId, {})
    await record(ctx, tx, { type: 'sessions.ended', resource: userId, facts: { name: user.name } })
  })
}
