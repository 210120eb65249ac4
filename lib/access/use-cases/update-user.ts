import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { hashPassword } from '../password'
import { removesAdmin, type UserChange } from '../rules/user-change'
import { putSetting } from '../store/setting'
import { countOtherAdmins, findUser, type User, updateUserRow } from '../store/user'

export interface UserUpdate extends UserChange {
  readonly userId: string
  readonly password?: string | undefined
}

const ADMINS_LOCK = 'admins-lock'

/** Changes a person's role, password, or whether they may sign in, and ends their sessions. Never takes the last admin. */
export async function updateUser(ctx: Context, input: UserUpdate): Promise<User> {
  await authorize(ctx, 'user:manage')

  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password)
  return transaction(ctx.db, async (tx) => {
    await putSetting(tx, { key: ADMINS_LOCK, value: ctx.requestId, at: ctx.clock.now() })
    const user = await getUser(tx, input.userId)
    if (removesAdmin(user, input)) await assertOtherAdmin(tx, user)

    const disabledAt = disabledAtAfter(user, input.isDisabled, ctx.clock.now())
    await updateUserRow(tx, user.id, { role: input.role, disabledAt, passwordHash })
    await record(ctx, tx, { type: 'user.changed', resource: user.id, ...changeOf(user, input) })
    return getUser(tx, user.id)
  })
}

async function getUser(tx: Executor, id: string): Promise<User> {
  const user = await findUser(tx, id)
  if (user === undefined) throw new NotFoundError()
  return user
}

/** The lock above makes two admins who demote each other take turns; the second one sees what the first did. */
async function assertOtherAdmin(tx: Executor, user: User): Promise<void> {
  if ((await countOtherAdmins(tx, user.id)) > 0) return
  throw new AppError('last-admin', 'This is the last admin. Make somebody else admin first.')
}

function disabledAtAfter(
  user: User,
  isDisabled: boolean | undefined,
  now: number,
): number | null | undefined {
  if (isDisabled === undefined) return undefined
  return isDisabled ? (user.disabledAt ?? now) : null
}

/** Of a password only that it is another one. */
function changeOf(user: User, { role, isDisabled, password }: UserUpdate) {
  return {
    before: {
      ...(role !== undefined && { role: user.role }),
      ...(isDisabled !== undefined && { isDisabled: user.disabledAt !== null }),
    },
    after: { ...(role !== undefined && { role }), ...(isDisabled !== undefined && { isDisabled }) },
    facts: { name: user.name, ...(password !== undefined && { passwordChanged: true }) },
  }
}
