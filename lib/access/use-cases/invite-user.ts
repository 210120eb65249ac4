import 'server-only'
import { randomBytes } from 'node:crypto'
import { record } from '@/lib/audit/record'
import type { SystemRole } from '@/lib/core/actor'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { hashSecret } from '../secret-hash'
import { listIdentitiesOf } from '../store/identity'
import { type Invitation, replaceInvitation } from '../store/invitation'
import { findPasswordHash, findUser, type User } from '../store/user'
import { insertPerson, unlessTaken } from './create-user'

const LIVES_MS = 72 * 60 * 60_000
const SECRET_BYTES = 32

/** A link just made: the one moment its secret is known. */
export interface CreatedInvitation {
  readonly secret: string
  readonly purpose: Invitation['purpose']
  readonly expiresAt: number
}

export interface Invited {
  readonly user: User
  readonly invitation: CreatedInvitation
}

/** Adds a person without a password, and the link by which they set one. @throws AppError `name-taken` */
export async function inviteUser(
  ctx: Context,
  input: { readonly name: string; readonly role: SystemRole },
): Promise<Invited> {
  await authorize(ctx, 'user:manage')

  return unlessTaken(() =>
    transaction(ctx.db, async (tx) => {
      const user = await insertPerson(ctx, tx, { ...input, passwordHash: null })
      return { user, invitation: await invite(ctx, tx, { user, purpose: 'invite' }) }
    }),
  )
}

/**
 * Makes a new link for somebody who forgot the password or never set one; what they have works until it is used.
 * @throws AppError `not-a-local-account`, `account-disabled`
 */
export async function createInvitation(ctx: Context, userId: string): Promise<CreatedInvitation> {
  await authorize(ctx, 'user:manage')

  return transaction(ctx.db, async (tx) => {
    const user = await findUser(tx, userId)
    if (user === undefined) throw new NotFoundError()
    if (user.disabledAt !== null) {
      throw new AppError('account-disabled', 'This account is disabled. Enable it before you make a link.')
    }
    if ((await listIdentitiesOf(tx, userId)).length > 0) {
      throw new AppError('not-a-local-account', 'They sign in by a provider and have no password here.')
    }
    const hasPassword = (await findPasswordHash(tx, userId)) !== null
    return invite(ctx, tx, { user, purpose: hasPassword ? 'reset' : 'invite' })
  })
}

async function invite(
  ctx: Context,
  tx: Executor,
  { user, purpose }: { readonly user: User; readonly purpose: Invitation['purpose'] },
): Promise<CreatedInvitation> {
  const createdAt = ctx.clock.now()
  const expiresAt = createdAt + LIVES_MS
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const id = newId('inv', createdAt)
  await replaceInvitation(tx, {
    id,
    userId: user.id,
    secretHash: hashSecret(secret),
    purpose,
    createdAt,
    expiresAt,
  })
  const facts = { name: user.name, purpose, expiresAt }
  await record(ctx, tx, { type: 'invitation.created', resource: user.id, facts })
  return { secret, purpose, expiresAt }
}
