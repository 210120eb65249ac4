import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError, ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { hashPassword, verifyPassword } from '../password'
import { foldName } from '../rules/user-name'
import { findPasswordHash, findUser, updateUserRow } from '../store/user'
import { countAttempt, forgiveAttempt } from '../throttle'

export interface PasswordChange {
  readonly currentPassword: string
  readonly newPassword: string
}

/**
 * Changes the actor's own password and ends their sessions; gives the version by which one may live on.
 * Throttled like signing in, for it proves the same.
 */
export async function changePassword(ctx: Context, input: PasswordChange): Promise<number> {
  await authorize(ctx, 'profile:manage')
  if (ctx.actor.kind !== 'user') throw new ForbiddenError('Only a person has a password.')
  const { id, name } = ctx.actor

  const attempt = foldName(name)
  await countAttempt(ctx, attempt)
  const hash = await findPasswordHash(ctx.db.query, id)
  if (!(await verifyPassword(hash, input.currentPassword))) {
    throw new AppError('invalid-credentials', 'The current password is wrong.')
  }
  await forgiveAttempt(ctx, attempt)

  const passwordHash = await hashPassword(input.newPassword)
  return transaction(ctx.db, async (tx) => {
    await updateUserRow(tx, id, { passwordHash })
    await record(ctx, tx, { type: 'password.changed', resource: id })
    const user = await findUser(tx, id)
    if (user === undefined) throw new NotFoundError()
    return user.sessionVersion
  })
}
