import 'server-only'
import { record } from '@/lib/audit/record'
import type { SystemRole } from '@/lib/core/actor'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
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

/** Adds a person with a password. @throws AppError `name-taken`, also by a name that only looks the same. */
export async function createUser(ctx: Context, input: NewUser): Promise<User> {
  await authorize(ctx, 'user:manage')

  const passwordHash = await hashPassword(input.password)
  return unlessTaken(() =>
    transaction(ctx.db, (tx) => insertPerson(ctx, tx, { name: input.name, role: input.role, passwordHash })),
  )
}

/** Adds a person in the caller's transaction, who has authorized it. */
export async function insertPerson(
  ctx: Context,
  tx: Executor,
  person: { readonly name: string; readonly role: SystemRole; readonly passwordHash: string | null },
): Promise<User> {
  const { name, role } = person
  const createdAt = ctx.clock.now()
  const id = newId('usr', createdAt)
  await insertUser(tx, { id, nameFolded: foldName(name), createdAt, ...person })
  await record(ctx, tx, { type: 'user.created', resource: id, after: { name, role }, facts: { name } })
  return { id, name, role, sessionVersion: 1, disabledAt: null, createdAt, lastSignInAt: null }
}

/** Says of a name that is taken that it is. */
export async function unlessTaken<T>(insert: () => Promise<T>): Promise<T> {
  try {
    return await insert()
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause
    throw new AppError('name-taken', 'Somebody has this name, or one that reads the same.', { cause })
  }
}
