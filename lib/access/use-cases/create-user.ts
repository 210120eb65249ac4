import 'server-only'
import { record } from '@/lib/audit/record'
import type { SystemRole } from '@/lib/core/actor'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { isUniqueViolation } from '@/lib/db/dialects/errors'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { hashPassword } from '../password'
import { foldName } from '../rules/user-name'
import { insertUser, type User } from '../store/user'

export interface NewUser {
  readonly name: string
  readonly role: SystemRole
  readonly password: string
}

/** Adds a person. @throws AppError `name-taken`, also by a name that only looks the same. */
export async function createUser(ctx: Context, input: NewUser): Promise<User> {
  await authorize(ctx, 'user:manage')

  const passwordHash = await hashPassword(input.password)
  const createdAt = ctx.clock.now()
  const id = newId('usr', createdAt)

  await unlessTaken(() =>
    transaction(ctx.db, async (tx) => {
      const { name, role } = input
      await insertUser(tx, { id, name, nameFolded: foldName(name), passwordHash, role, createdAt })
      await record(ctx, tx, { type: 'user.created', resource: id, facts: { name, role } })
    }),
  )
  return {
    id,
    name: input.name,
    role: input.role,
    sessionVersion: 1,
    disabledAt: null,
    createdAt,
    lastSignInAt: null,
  }
}

async function unlessTaken(insert: () => Promise<void>): Promise<void> {
  try {
    await insert()
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause
    throw new AppError('name-taken', 'Somebody has this name, or one that reads the same.', { cause })
  }
}
