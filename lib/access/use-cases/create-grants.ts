import 'server-only'
import { record } from '@/lib/audit/record'
import type { GrantRole, Scope } from '@/lib/core/actor'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { insertGrant } from '../store/grant'
import { findGrant, findPrincipal, type Principal } from '../store/grant-list'
import { describeGrant } from './describe-grant'
import { type ShownGrant, showGrant } from './list-grants'
import { type NamedScope, readScope, resourceOf } from './named-scope'

export interface NewGrants {
  readonly principals: readonly Principal[]
  readonly scopes: readonly NamedScope[]
  readonly role: GrantRole
}

const GRANTS_AT_ONCE_MAX = 1_000

/**
 * Gives a role to each of some people, groups or tokens on each of some scopes: all of it or nothing. What they
 * have already stays as it is. Gives the new ones. @throws NotFoundError, ForbiddenError, InvalidInputError
 */
export async function createGrants(ctx: Context, input: NewGrants): Promise<ShownGrant[]> {
  const scopes: Scope[] = []
  for (const named of input.scopes) {
    const scope = await readScope(ctx, named)
    await authorize(ctx, 'member:manage', resourceOf(scope))
    scopes.push(scope)
  }
  if (scopes.length * input.principals.length > GRANTS_AT_ONCE_MAX) {
    throw new AppError('invalid-input', `At most ${GRANTS_AT_ONCE_MAX} grants are given at once.`)
  }

  const ids = await transaction(ctx.db, async (tx) => {
    const given: string[] = []
    for (const principal of input.principals) {
      if ((await findPrincipal(tx, principal)) === undefined) throw new NotFoundError()
      for (const scope of scopes) {
        const id = await give(ctx, tx, { principal, scope, role: input.role })
        if (id !== undefined) given.push(id)
      }
    }
    return given
  })
  const rows = await Promise.all(ids.map((id) => findGrant(ctx.db.query, id)))
  return rows.flatMap((row) => (row === undefined ? [] : showGrant(ctx, row)))
}

async function give(
  ctx: Context,
  tx: Executor,
  {
    principal,
    scope,
    role,
  }: { readonly principal: Principal; readonly scope: Scope; readonly role: GrantRole },
): Promise<string | undefined> {
  const createdAt = ctx.clock.now()
  const id = newId('gra', createdAt)
  const isNew = await insertGrant(tx, {
    ...scope,
    id,
    principalKind: principal.kind,
    principalId: principal.id,
    role,
    createdBy: ctx.actor.id,
    createdAt,
  })
  if (!isNew) return undefined
  const grant = await findGrant(tx, id)
  if (grant !== undefined) {
    await record(ctx, tx, { type: 'grant.created', ...describeGrant(grant), after: { role } })
  }
  return id
}
