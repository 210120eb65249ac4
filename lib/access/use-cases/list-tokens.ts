import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { can, type Decision } from '../rules/can'
import { type ApiToken, listTokenRows } from '../store/api-token'
import { type GrantRow, listTokenGrants } from '../store/grant-list'

export interface ListedToken extends ApiToken {
  readonly grants: readonly GrantRow[]
  readonly canRevoke: Decision
}

/** API tokens, newest first, without what would let anybody use one: everybody's for admins and auditors, else one's own. */
export async function listTokens(ctx: Context): Promise<ListedToken[]> {
  await authorize(ctx, 'token:own')

  const ownerId = can(ctx.actor, 'token:read').allowed ? undefined : ctx.actor.id
  const tokens = await listTokenRows(ctx.db.query, ownerId)
  const grants = await listTokenGrants(ctx.db.query, ownerId)
  return tokens.map((token) => ({
    ...token,
    grants: grants.filter((grant) => grant.principal.id === token.id),
    canRevoke: token.userId === ctx.actor.id ? can(ctx.actor, 'token:own') : can(ctx.actor, 'token:manage'),
  }))
}
