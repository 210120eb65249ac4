import 'server-only'
import { record } from '@/lib/audit/record'
import type { GrantRole } from '@/lib/core/actor'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { can } from '../rules/can'
import { changeGrantRole, deleteGrant, findGrant, type GrantRow } from '../store/grant-list'
import { describeGrant } from './describe-grant'
import { type ShownGrant, showGrant } from './list-grants'
import { resourceOf } from './named-scope'

/** Makes a grant give another role. @throws NotFoundError, ForbiddenError, AppError `conflict` */
export async function changeGrant(
  ctx: Context,
  input: { readonly grantId: string; readonly role: GrantRole },
): Promise<ShownGrant> {
  const grant = await authorizeGrant(ctx, input.grantId)
  if (grant.role === input.role) return showGrant(ctx, grant)

  await transaction(ctx.db, async (tx) => {
    if (!(await changeGrantRole(tx, grant, input.role))) {
      throw new AppError('conflict', `${grant.principal.name} is ${input.role} there already.`)
    }
    const change = { before: { role: grant.role }, after: { role: input.role } }
    await record(ctx, tx, { type: 'grant.changed', ...describeGrant(grant), ...change })
  })
  return showGrant(ctx, { ...grant, role: input.role })
}

/** Takes a grant away; the next request of whoever had it is without it. @throws NotFoundError, ForbiddenError */
export async function removeGrant(ctx: Context, grantId: string): Promise<void> {
  const grant = await authorizeGrant(ctx, grantId)

  await transaction(ctx.db, async (tx) => {
    if (!(await deleteGrant(tx, grant.id))) return
    await record(ctx, tx, { type: 'grant.removed', ...describeGrant(grant), before: { role: grant.role } })
  })
}

/** Who may not read the members of a scope does not learn which grants there are. */
async function authorizeGrant(ctx: Context, id: string): Promise<GrantRow> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, 'grant:list')
  const grant = await findGrant(ctx.db.query, id)
  if (grant === undefined || !can(ctx.actor, 'member:read', resourceOf(grant)).allowed) {
    throw new NotFoundError()
  }
  await authorize(ctx, 'member:manage', resourceOf(grant))
  return grant
}
