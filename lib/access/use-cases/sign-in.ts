import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import type { Context } from '../context'
import { verifyPassword } from '../password'
import { foldName } from '../rules/user-name'
import { findPasswordHash, findUserByFoldedName, noteSignIn, type User } from '../store/user'
import { countAttempt, forgiveAttempt } from '../throttle'

export interface Credentials {
  readonly name: string
  readonly password: string
}

/**
 * The person behind a name and a password. An unknown name, a wrong password and a disabled person take as
 * long and read the same. @throws AppError `invalid-credentials` or `too-many-attempts`.
 */
export async function signIn(ctx: Context, credentials: Credentials): Promise<User> {
  const attempt = { name: foldName(credentials.name), ip: ctx.ip }
  await countAttempt(attempt)

  const user = await findUserByFoldedName(ctx.db.query, attempt.name)
  const hash = user ? await findPasswordHash(ctx.db.query, user.id) : null
  const isRight = await verifyPassword(hash, credentials.password)

  if (user === undefined || !isRight || user.disabledAt !== null) {
    await record(ctx, ctx.db.query, { type: 'session.refused', resource: user?.id ?? 'unknown' })
    throw new AppError('invalid-credentials', 'The name or the password is wrong.')
  }

  await forgiveAttempt(attempt)
  const person: Context = { ...ctx, actor: { kind: 'user', id: user.id, name: user.name, role: user.role } }
  await transaction(ctx.db, async (tx) => {
    await noteSignIn(tx, user.id, ctx.clock.now())
    await record(person, tx, { type: 'session.started', resource: user.id })
  })
  return user
}
