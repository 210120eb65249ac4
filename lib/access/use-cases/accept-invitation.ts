import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import type { Context } from '../context'
import { hashPassword } from '../password'
import { foldName } from '../rules/user-name'
import { hashSecret } from '../secret-hash'
import { findInvitation, type Invitation, spendInvitation } from '../store/invitation'
import { findUser, type User, updateUserRow } from '../store/user'
import { countAttempt, forgiveAttempt } from '../throttle'
import { unlessTaken } from './create-user'

/** What a link is worth now, for a page that says so. */
export type InvitationState =
  | { readonly kind: 'open'; readonly purpose: Invitation['purpose']; readonly name: string }
  | { readonly kind: 'unknown' | 'used' | 'expired' }

export interface Acceptance {
  readonly secret: string
  /** The name they want to go by; only an invitation takes it. */
  readonly name?: string | undefined
  readonly password: string
}

/** Whether a link still works, for whom and what for. Looking uses nothing up. */
export async function readInvitation(ctx: Context, secret: string): Promise<InvitationState> {
  const found = await findInvitation(ctx.db.query, hashSecret(secret))
  const user = found && (await findUser(ctx.db.query, found.userId))
  if (found === undefined || user === undefined || user.disabledAt !== null) return { kind: 'unknown' }
  if (found.usedAt !== null) return { kind: 'used' }
  if (found.expiresAt <= ctx.clock.now()) return { kind: 'expired' }
  return { kind: 'open', purpose: found.purpose, name: user.name }
}

/**
 * Sets the password, and the name where it is an invitation, for who holds the link; ends sessions of before and what
 * locked the name. Of two at once one wins.
 * @throws NotFoundError, AppError `invitation-used`, `invitation-expired`, `name-taken`, `too-many-attempts`
 */
export async function acceptInvitation(ctx: Context, input: Acceptance): Promise<User> {
  const secretHash = hashSecret(input.secret)
  await countAttempt(ctx, `invitation ${secretHash}`)
  assertOpen(await readInvitation(ctx, input.secret))

  const passwordHash = await hashPassword(input.password)
  const user = await unlessTaken(() =>
    transaction(ctx.db, async (tx) => {
      const invitation = await findInvitation(tx, secretHash)
      const before = invitation && (await findUser(tx, invitation.userId))
      if (invitation === undefined || before === undefined) throw new NotFoundError()
      if (!(await spendInvitation(tx, invitation.id, ctx.clock.now()))) throw used()

      const name = invitation.purpose === 'invite' ? input.name : undefined
      const renamed = name !== undefined && name !== before.name && { name, nameFolded: foldName(name) }
      await updateUserRow(tx, before.id, { passwordHash, ...(renamed || {}) })
      const facts = { name: name ?? before.name, purpose: invitation.purpose }
      await record(ctx, tx, { type: 'invitation.accepted', resource: before.id, facts })
      const user = await findUser(tx, before.id)
      if (user === undefined) throw new NotFoundError()
      return user
    }),
  )
  await forgiveAttempt(ctx, `invitation ${secretHash}`)
  await forgiveAttempt(ctx, foldName(user.name))
  return user
}

function assertOpen(state: InvitationState): void {
  if (state.kind === 'unknown') throw new NotFoundError()
  if (state.kind === 'used') throw used()
  if (state.kind === 'expired') {
    throw new AppError('invitation-expired', 'This link has expired. Ask an admin for another.')
  }
}

function used(): AppError {
  return new AppError('invitation-used', 'This link was used already. Ask an admin for another.')
}
