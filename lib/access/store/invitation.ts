import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'

const ROW = z.object({
  id: z.string(),
  user_id: z.string(),
  purpose: z.enum(['invite', 'reset']),
  expires_at: z.number(),
  used_at: z.number().nullable(),
})

/** A one-time link, without its secret. */
export interface Invitation {
  readonly id: string
  readonly userId: string
  /** `invite` for who never had a password here, `reset` for who needs another. */
  readonly purpose: 'invite' | 'reset'
  readonly expiresAt: number
  readonly usedAt: number | null
}

export interface NewInvitation {
  readonly id: string
  readonly userId: string
  readonly secretHash: string
  readonly purpose: Invitation['purpose']
  readonly createdAt: number
  readonly expiresAt: number
}

/** Adds a link and ends those that were not used: of one person only the newest works. */
export async function replaceInvitation(tx: Executor, invitation: NewInvitation): Promise<void> {
  await tx
    .deleteFrom('invitation')
    .where('user_id', '=', invitation.userId)
    .where('used_at', 'is', null)
    .execute()
  await tx
    .insertInto('invitation')
    .values({
      id: invitation.id,
      user_id: invitation.userId,
      secret_hash: invitation.secretHash,
      purpose: invitation.purpose,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
      used_at: null,
    })
    .execute()
}

export async function findInvitation(query: Executor, secretHash: string): Promise<Invitation | undefined> {
  const row = await query
    .selectFrom('invitation')
    .select(['id', 'user_id', 'purpose', 'expires_at', 'used_at'])
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row && readInvitation(row)
}

/** Uses a link up. Of two who try at once, one is told true. */
export async function spendInvitation(tx: Executor, id: string, at: number): Promise<boolean> {
  const result = await tx
    .updateTable('invitation')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

function readInvitation(row: unknown): Invitation {
  const invitation = ROW.parse(row)
  return {
    id: invitation.id,
    userId: invitation.user_id,
    purpose: invitation.purpose,
    expiresAt: invitation.expires_at,
    usedAt: invitation.used_at,
  }
}
