import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { can, type Decision } from '../rules/can'
import { type GrantRow, listGrantRows } from '../store/grant-list'
import { resourceOf } from './named-scope'

/** A grant with whether its reader may change or remove it. */
export interface ShownGrant extends GrantRow {
  readonly canManage: Decision
}

/** Every grant on a scope whose members the actor may read. */
export async function listGrants(ctx: Context): Promise<ShownGrant[]> {
  await authorize(ctx, 'grant:list')

  const grants = await listGrantRows(ctx.db.query)
  const readable = grants.filter((grant) => can(ctx.actor, 'member:read', resourceOf(grant)).allowed)
  return readable.map((grant) => showGrant(ctx, grant))
}

export function showGrant(ctx: Context, grant: GrantRow): ShownGrant {
  return { ...grant, canManage: can(ctx.actor, 'member:manage', resourceOf(grant)) }
}
