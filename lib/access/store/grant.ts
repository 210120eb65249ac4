import 'server-only'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Grant, GrantRole, Scope } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { scopeKey } from '../rules/covers'
import { isGrantRole } from '../rules/roles'

export const grantRole = z.enum(['viewer', 'developer', 'maintainer', 'approver', 'owner'])
export const principalKind = z.enum(['user', 'group', 'token'])
export type PrincipalKind = z.output<typeof principalKind>

/** More of one person are not read; missing one only takes access away. */
const GRANTS_MAX = 10_000

/** The grants of a user or token and those of the groups it is in. */
export async function listGrantsOf(query: Executor, principalId: string): Promise<Grant[]> {
  const own = query
    .selectFrom('access_grant')
    .select(['id', 'role', 'registry_id', 'path'])
    .select([sql<string | null>`null`.as('group_id'), sql<string | null>`null`.as('group_name')])
    .where('principal_id', '=', principalId)
  const throughGroups = query
    .selectFrom('group_member')
    .innerJoin('user_group', 'user_group.id', 'group_member.group_id')
    .innerJoin('access_grant', 'access_grant.principal_id', 'user_group.id')
    .select(['access_grant.id', 'access_grant.role', 'access_grant.registry_id', 'access_grant.path'])
    .select(['user_group.id as group_id', 'user_group.name as group_name'])
    .where('group_member.user_id', '=', principalId)
  const rows = await own.unionAll(throughGroups).limit(GRANTS_MAX).execute()
  return rows.flatMap(readGrant)
}

/** By hand: a person may have a thousand of them, at every request. A role there is not gives nothing. */
function readGrant({ id, role, registry_id, path, group_id, group_name }: GrantReading): Grant[] {
  if (!isGrantRole(role)) return []
  const group = group_id === null || group_name === null ? null : { id: group_id, name: group_name }
  return [{ id, role, registryId: registry_id, path, group }]
}

interface GrantReading {
  readonly id: string
  readonly role: string
  readonly registry_id: string | null
  readonly path: string
  readonly group_id: string | null
  readonly group_name: string | null
}

export interface NewGrantRow extends Scope {
  readonly id: string
  readonly principalKind: PrincipalKind
  readonly principalId: string
  readonly role: GrantRole
  readonly createdBy: string
  readonly createdAt: number
}

/** Answers false when the same grant is there already. */
export async function insertGrant(tx: Executor, grant: NewGrantRow): Promise<boolean> {
  const result = await tx
    .insertInto('access_grant')
    .values({
      id: grant.id,
      principal_kind: grant.principalKind,
      principal_id: grant.principalId,
      registry_id: grant.registryId,
      path: grant.path,
      scope: scopeKey(grant),
      role: grant.role,
      created_by: grant.createdBy,
      created_at: grant.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['principal_id', 'scope', 'role']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
