import 'server-only'
import { randomBytes } from 'node:crypto'
import { record } from '@/lib/audit/record'
import type { GrantRole, Scope, SystemRole } from '@/lib/core/actor'
import { ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { can } from '../rules/can'
import { describeScope } from '../rules/describe-ground'
import { formatToken } from '../rules/token-format'
import { splitTokenRole, tokenExcess } from '../rules/token-rights'
import { hashSecret } from '../secret-hash'
import { findToken, insertToken } from '../store/api-token'
import { insertGrant } from '../store/grant'
import { listTokenGrants } from '../store/grant-list'
import type { ListedToken } from './list-tokens'

export interface NewToken {
  readonly name: string
  /** Of the whole installation, or of grants on `scopes`. */
  readonly role: SystemRole | GrantRole
  /** Everything when absent. */
  readonly scopes?: readonly Scope[] | undefined
  /** The only types of evidence it may add, such as `EVD-001`; any its rights allow when absent. */
  readonly evidenceTypes?: readonly string[] | undefined
  /** 1..365. */
  readonly expiresInDays: number
  /** Whose token it becomes; the actor's own when absent. */
  readonly ownerId?: string | undefined
}

export interface CreatedToken {
  readonly token: ListedToken
  /** `asy_…`, given away here and never again. */
  readonly text: string
}

const DAY_MS = 86_400_000
const SECRET_BYTES = 32
const EVERYWHERE: Scope = { registryId: null, path: '' }

/**
 * Creates an API token. It never does more than its owner may do at the time of use.
 * @throws ForbiddenError for more than the person who creates it for themselves may do now
 */
export async function createToken(ctx: Context, input: NewToken): Promise<CreatedToken> {
  await authorize(ctx, input.ownerId === undefined ? 'token:own' : 'token:manage')

  const { role, grantRole } = splitTokenRole(input.role)
  const scopes = grantRole === null ? [] : (input.scopes ?? [EVERYWHERE])
  const userId = input.ownerId ?? ownerOf(ctx)
  if (ctx.actor.kind === 'user' && userId === ctx.actor.id) {
    const excess = tokenExcess(ctx.actor, { role, grantRole, scopes })
    if (excess !== undefined) throw new ForbiddenError(excess)
  }

  const createdAt = ctx.clock.now()
  const id = newId('tok', createdAt)
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const token = await transaction(ctx.db, async (tx) => {
    await insertToken(tx, {
      id,
      userId,
      name: input.name,
      secretHash: hashSecret(secret),
      role,
      expiresAt: createdAt + input.expiresInDays * DAY_MS,
      createdBy: ctx.actor.id,
      createdAt,
      evidenceTypes: input.evidenceTypes ?? null,
    })
    if (grantRole !== null) await grantToToken(ctx, tx, { id, role: grantRole, scopes })
    await record(ctx, tx, {
      type: 'token.created',
      resource: id,
      after: {
        role: input.role,
        days: input.expiresInDays,
        scopes: scopes.map(describeScope),
        evidenceTypes: input.evidenceTypes,
      },
      facts: { name: input.name, owner: userId },
    })
    return findToken(tx, id)
  })
  if (token === undefined) throw new NotFoundError()
  const grants = await listTokenGrants(ctx.db.query, userId)
  const own = grants.filter((grant) => grant.principal.id === id)
  return {
    token: { ...token, grants: own, canRevoke: can(ctx.actor, 'token:own') },
    text: formatToken({ id, secret }),
  }
}

async function grantToToken(
  ctx: Context,
  tx: Executor,
  token: { readonly id: string; readonly role: GrantRole; readonly scopes: readonly Scope[] },
): Promise<void> {
  const createdAt = ctx.clock.now()
  for (const { registryId, path } of token.scopes) {
    await insertGrant(tx, {
      id: newId('gra', createdAt),
      principalKind: 'token',
      principalId: token.id,
      registryId,
      path,
      role: token.role,
      createdBy: ctx.actor.id,
      createdAt,
    })
  }
}

function ownerOf(ctx: Context): string {
  if (ctx.actor.kind === 'user') return ctx.actor.id
  throw new ForbiddenError('A token belongs to a person. Sign in to create one.')
}
