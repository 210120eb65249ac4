import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import type { Context } from './context'
import { verifyPassword } from './password'
import { foldName } from './rules/user-name'
import { findPasswordHash, findUserByFoldedName, type User } from './store/user'
import { countAttempt, forgiveAttempt } from './throttle'

export interface Credentials {
  readonly name: string
  readonly password: string
}

/**
 * The person behind a name and a password kept here, who may be disabled. An unknown name and a wrong password take
 * as long and read the same. @throws AppError `invalid-credentials` or `too-many-attempts`.
 */
export async function provePassword(ctx: Context, credentials: Credentials): Promise<User> {
  const name = foldName(credentials.name)
  await countAttempt(ctx, name)

  const user = await findUserByFoldedName(ctx.db.query, name)
  const hash = user ? await findPasswordHash(ctx.db.query, user.id) : null
  const isRight = await verifyPassword(hash, credentials.password)

  if (user === undefined || !isRight) {
    await record(ctx, ctx.db.query, { type: 'session.refused', resource: user?.id ?? 'unknown' })
    throw new AppError('invalid-credentials', 'The name or the password is wrong.')
  }

  await forgiveAttempt(ctx, name)
  return user
}
