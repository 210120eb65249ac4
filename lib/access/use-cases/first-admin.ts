import 'server-only'
import { record } from '@/lib/audit/record'
import { newId } from '@/lib/core/ids'
import type { Secret } from '@/lib/core/secret'
import type { Executor } from '@/lib/db/connection'
import { isUniqueViolation } from '@/lib/db/dialects/errors'
import { transaction } from '@/lib/db/transaction'
import type { Context } from '../context'
import { hashPassword } from '../password'
import { foldName } from '../rules/user-name'
import { hasUsers, insertUser, type User } from '../store/user'

const ADMIN_NAME = 'admin'

/** Creates `admin` with the environment's password, unless there is anybody already. Answers whether it did. */
export async function ensureFirstAdmin(ctx: Context, password: Secret): Promise<boolean> {
  if (await hasUsers(ctx.db.query)) return false
  const passwordHash = await hashPassword(password.reveal())
  try {
    return await transaction(ctx.db, async (tx) => {
      if (await hasUsers(tx)) return false
      await insertFirstAdmin(ctx, tx, { name: ADMIN_NAME, passwordHash })
      return true
    })
  } catch (error) {
    // Another replica started at the same time and was first.
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Adds an admin in the caller's transaction, which has made sure that there is nobody yet. */
export async function insertFirstAdmin(
  ctx: Context,
  tx: Executor,
  admin: { readonly name: string; readonly passwordHash: string },
): Promise<User> {
  const createdAt = ctx.clock.now()
  const id = newId('usr', createdAt)
  const { name, passwordHash } = admin
  await insertUser(tx, { id, name, nameFolded: foldName(name), passwordHash, role: 'admin', createdAt })
  await record(ctx, tx, {
    type: 'user.created',
    resource: id,
    after: { name, role: 'admin' },
    facts: { name },
  })
  return { id, name, role: 'admin', sessionVersion: 1, disabledAt: null, createdAt, lastSignInAt: null }
}
