import 'server-only'
import { record } from '@/lib/audit/record'
import { NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { can } from '../rules/can'
import { findToken, revokeTokenRow } from '../store/api-token'

/**
 * Revokes an API token; the next request with it is refused. Revoking a revoked one changes nothing. Everybody may
 * revoke their own; whose it is else learns only who may read all of them. @throws NotFoundError, ForbiddenError
 */
export async function revokeToken(ctx: Context, tokenId: string): Promise<void> {
  await authorize(ctx, 'token:own')

  const token = await findToken(ctx.db.query, tokenId)
  const isOwn = token?.userId === ctx.actor.id
  const isKnown = isOwn || ctx.actor.kind === 'system' || can(ctx.actor, 'token:read').allowed
  if (token === undefined || !isKnown) throw new NotFoundError()
  if (!isOwn) await authorize(ctx, 'token:manage')

  await transaction(ctx.db, async (tx) => {
    if (!(await revokeTokenRow(tx, tokenId, ctx.clock.now()))) return
    const facts = { name: token.name, owner: token.userId }
    const [before, after] = [{ isRevoked: false }, { isRevoked: true }]
    await record(ctx, tx, { type: 'token.revoked', resource: tokenId, before, after, facts })
  })
}
