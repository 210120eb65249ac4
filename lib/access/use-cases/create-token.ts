import 'server-only'
import { randomBytes } from 'node:crypto'
import { record } from '@/lib/audit/record'
import type { Role } from '@/lib/core/actor'
import { ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { formatToken } from '../rules/token-format'
import { hashSecret } from '../secret-hash'
import { type ApiToken, findToken, insertToken } from '../store/api-token'

export interface NewToken {
  readonly name: string
  readonly role: Role
  /** 1..365. */
  readonly expiresInDays: number
  /** Whose token it becomes; the actor's own when absent. */
  readonly ownerId?: string | undefined
}

export interface CreatedToken {
  readonly token: ApiToken
  /** `asy_…`, given away here and never again. */
  readonly text: string
}

const DAY_MS = 86_400_000
const SECRET_BYTES = 32

/** Creates an API token. It never does more than its owner may do at the time of use. */
export async function createToken(ctx: Context, input: NewToken): Promise<CreatedToken> {
  await authorize(ctx, 'token:manage')

  const userId = input.ownerId ?? ownerOf(ctx)
  const createdAt = ctx.clock.now()
  const id = newId('tok', createdAt)
  const secret = randomBytes(SECRET_BYTES).toString('base64url')

  const token = await transaction(ctx.db, async (tx) => {
    await insertToken(tx, {
      id,
      userId,
      name: input.name,
      secretHash: hashSecret(secret),
      role: input.role,
      expiresAt: createdAt + input.expiresInDays * DAY_MS,
      createdBy: ctx.actor.id,
      createdAt,
    })
    const facts = { name: input.name, role: input.role, owner: userId, days: input.expiresInDays }
    await record(ctx, tx, { type: 'token.created', resource: id, facts })
    return findToken(tx, id)
  })
  if (token === undefined) throw new NotFoundError()
  return { token, text: formatToken({ id, secret }) }
}

function ownerOf(ctx: Context): string {
  if (ctx.actor.kind === 'user') return ctx.actor.id
  throw new ForbiddenError('A token belongs to a person. Sign in to create one.')
}
