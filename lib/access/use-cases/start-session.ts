import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { findSessionActor } from '../authenticate'
import type { Context } from '../context'
import type { SignInMethod } from '../external/person'
import { noteSignIn, type User } from '../store/user'

/** Lets in a person who has proved who they are. @throws AppError `account-disabled` */
export async function startSession(ctx: Context, user: User, method: SignInMethod): Promise<User> {
  if (user.disabledAt !== null) {
    await record(ctx, ctx.db.query, {
      type: 'session.refused',
      resource: user.id,
      facts: { method, reason: 'account-disabled' },
    })
    throw new AppError('account-disabled', 'This account is disabled. Ask an admin of Assay.')
  }
  const claims = { userId: user.id, sessionVersion: user.sessionVersion }
  const actor = await findSessionActor(ctx.db.query, claims)
  const person: Context = { ...ctx, actor: actor ?? ctx.actor }
  await transaction(ctx.db, async (tx) => {
    await noteSignIn(tx, user.id, ctx.clock.now())
    await record(person, tx, { type: 'session.started', resource: user.id, facts: { method } })
  })
  return user
}
