import 'server-only'
import type { SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { GrantRole, Scope } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import type { Schema } from '@/lib/db/schema'
import { scopeKey } from '../rules/covers'
import { grantRole, type PrincipalKind, principalKind } from './grant'

export interface Principal {
  readonly kind: PrincipalKind
  readonly id: string
}

/** A grant with the names of whom it is given to and where it holds. */
export interface GrantRow extends Scope {
  readonly id: string
  readonly role: GrantRole
  readonly principal: Principal & {
    readonly name: string
    /** Of a group, by which sign-in method it is known; `local` for ours. */
    readonly source: string | null
    readonly isDisabled: boolean
  }
  /** Null for every registry. */
  readonly registry: string | null
  readonly createdBy: string
  readonly createdAt: number
}

const ROW = z.object({
  id: z.string(),
  role: grantRole,
  principal_kind: principalKind,
  principal_id: z.string(),
  registry_id: z.string().nullable(),
  path: z.string(),
  created_by: z.string(),
  created_at: z.number(),
  user_name: z.string().nullable(),
  user_disabled_at: z.number().nullable(),
  group_name: z.string().nullable(),
  group_source: z.string().nullable(),
  token_name: z.string().nullable(),
  token_revoked_at: z.number().nullable(),
  registry: z.string().nullable(),
})

const GRANTS_MAX = 20_000

/** Every grant, by whom it is given to and where; at most 20,000. */
export async function listGrantRows(query: Executor): Promise<GrantRow[]> {
  const rows = await grants(query)
    .orderBy('access_grant.principal_id')
    .orderBy('access_grant.scope')
    .orderBy('access_grant.role')
    .limit(GRANTS_MAX)
    .execute()
  return rows.map((row) => readGrant(ROW.parse(row)))
}

/** What API tokens were given, of one owner or of everybody. */
export async function listTokenGrants(query: Executor, ownerId?: string): Promise<GrantRow[]> {
  let list = grants(query).where('access_grant.principal_kind', '=', 'token')
  if (ownerId !== undefined) list = list.where('api_token.user_id', '=', ownerId)
  const rows = await list.orderBy('access_grant.scope').limit(GRANTS_MAX).execute()
  return rows.map((row) => readGrant(ROW.parse(row)))
}

/** The grants that hold on all of a scope, and those on anything inside of it. */
export async function listGrantsAround(query: Executor, scope: Scope): Promise<GrantRow[]> {
  const outer = [...scopesAbove(scope)].map(scopeKey)
  const own = scopeKey(scope)
  const rows = await grants(query)
    .where((is) =>
      is.or([
        is('access_grant.scope', 'in', [...outer, own]),
        // By whole segments: `/` is followed by `0`, so the range is what begins with the path and a slash.
        is.and([
          is('access_grant.scope', '>=', scope.path === '' ? own : `${own}/`),
          is('access_grant.scope', '<', scope.path === '' ? `${scope.registryId ?? '*'};` : `${own}0`),
        ]),
      ]),
    )
    .limit(GRANTS_MAX)
    .execute()
  return rows.map((row) => readGrant(ROW.parse(row)))
}

export async function findGrant(query: Executor, id: string): Promise<GrantRow | undefined> {
  const row = await grants(query).where('access_grant.id', '=', id).executeTakeFirst()
  return row && readGrant(ROW.parse(row))
}

/** Answers false when the principal has that role on that scope by another grant already. */
export async function changeGrantRole(tx: Executor, grant: GrantRow, role: GrantRole): Promise<boolean> {
  const same = await tx
    .selectFrom('access_grant')
    .select('id')
    .where('principal_id', '=', grant.principal.id)
    .where('scope', '=', scopeKey(grant))
    .where('role', '=', role)
    .executeTakeFirst()
  if (same !== undefined) return same.id === grant.id
  await tx.updateTable('access_grant').set({ role }).where('id', '=', grant.id).execute()
  return true
}

export async function deleteGrant(tx: Executor, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('access_grant').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Takes everything from a principal that goes away. */
export async function deleteGrantsOf(tx: Executor, principalId: string): Promise<void> {
  await tx.deleteFrom('access_grant').where('principal_id', '=', principalId).execute()
}

/** The name and state of whom a grant is to be given to; undefined when there is nobody. */
export async function findPrincipal(query: Executor, { kind, id }: Principal): Promise<string | undefined> {
  const table = ({ user: 'user_account', group: 'user_group', token: 'api_token' } as const)[kind]
  const row = await query.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst()
  return row?.name
}

function* scopesAbove({ registryId, path }: Scope): Generator<Scope> {
  yield { registryId: null, path: '' }
  if (registryId !== null) yield { registryId, path: '' }
  const segments = path === '' ? [] : path.split('/')
  for (let depth = 1; depth <= segments.length; depth++) {
    const above = segments.slice(0, depth).join('/')
    yield { registryId: null, path: above }
    if (registryId !== null) yield { registryId, path: above }
  }
}

function grants(query: Executor) {
  const from: SelectQueryBuilder<Schema, 'access_grant', Record<never, never>> = query.selectFrom(
    'access_grant',
  )
  return from
    .leftJoin('user_account', 'user_account.id', 'access_grant.principal_id')
    .leftJoin('user_group', 'user_group.id', 'access_grant.principal_id')
    .leftJoin('api_token', 'api_token.id', 'access_grant.principal_id')
    .leftJoin('registry', 'registry.id', 'access_grant.registry_id')
    .select([
      'access_grant.id',
      'access_grant.role',
      'access_grant.principal_kind',
      'access_grant.principal_id',
      'access_grant.registry_id',
      'access_grant.path',
      'access_grant.created_by',
      'access_grant.created_at',
      'user_account.name as user_name',
      'user_account.disabled_at as user_disabled_at',
      'user_group.name as group_name',
      'user_group.source as group_source',
      'api_token.name as token_name',
      'api_token.revoked_at as token_revoked_at',
      'registry.name as registry',
    ])
}

function readGrant(row: z.output<typeof ROW>): GrantRow {
  return {
    id: row.id,
    role: row.role,
    registryId: row.registry_id,
    registry: row.registry,
    path: row.path,
    principal: {
      kind: row.principal_kind,
      id: row.principal_id,
      name: row.user_name ?? row.group_name ?? row.token_name ?? row.principal_id,
      source: row.group_source,
      isDisabled: row.user_disabled_at !== null || row.token_revoked_at !== null,
    },
    createdBy: row.created_by,
    createdAt: row.created_at,
  }
}
