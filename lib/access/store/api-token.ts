import 'server-only'
import { z } from 'zod'
import type { SystemRole } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { rightsVersion } from './rights-version'

const role = z.enum(['admin', 'auditor', 'member'])
const ROW = z.object({
  id: z.string(),
  user_id: z.string(),
  name: z.string(),
  role,
  expires_at: z.number().nullable(),
  last_used_at: z.number().nullable(),
  revoked_at: z.number().nullable(),
  created_at: z.number(),
  evidence_types: z.string().nullable(),
  owner_name: z.string(),
})
const TYPES = z.array(z.string())
const COLUMNS = [
  'api_token.id',
  'api_token.user_id',
  'api_token.name',
  'api_token.role',
  'api_token.expires_at',
  'api_token.last_used_at',
  'api_token.revoked_at',
  'api_token.created_at',
  'api_token.evidence_types',
  'user_account.name as owner_name',
] as const

export interface ApiToken {
  readonly id: string
  readonly userId: string
  readonly ownerName: string
  readonly name: string
  readonly role: SystemRole
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
  /** The only types of evidence it may add, such as `EVD-001`; null for any its rights allow. */
  readonly evidenceTypes: readonly string[] | null
}

const CREDENTIAL = ROW.extend({
  secret_hash: z.string(),
  owner_role: role,
  owner_disabled_at: z.number().nullable(),
  rights_version: z.number(),
})

/** A token with what is needed to judge it: its hash, and what its owner may do now. */
export interface TokenCredential extends ApiToken {
  readonly secretHash: string
  readonly ownerRole: SystemRole
  readonly ownerDisabledAt: number | null
  /** Of everybody's grants when the token was read. */
  readonly rightsVersion: number
}

export async function findTokenCredential(query: Executor, id: string): Promise<TokenCredential | undefined> {
  const row = await query
    .selectFrom('api_token')
    .innerJoin('user_account', 'user_account.id', 'api_token.user_id')
    .select([
      ...COLUMNS,
      'api_token.secret_hash',
      'user_account.role as owner_role',
      'user_account.disabled_at as owner_disabled_at',
      rightsVersion,
    ])
    .where('api_token.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const found = CREDENTIAL.parse(row)
  return {
    ...readToken(found),
    secretHash: found.secret_hash,
    ownerRole: found.owner_role,
    ownerDisabledAt: found.owner_disabled_at,
    rightsVersion: found.rights_version,
  }
}

export async function findToken(query: Executor, id: string): Promise<ApiToken | undefined> {
  const row = await tokens(query).where('api_token.id', '=', id).executeTakeFirst()
  return row && readToken(ROW.parse(row))
}

const TOKENS_MAX = 10_000

/** The tokens of one owner, or of everybody, newest first; at most 10,000. */
export async function listTokenRows(query: Executor, ownerId?: string): Promise<ApiToken[]> {
  let list = tokens(query)
  if (ownerId !== undefined) list = list.where('api_token.user_id', '=', ownerId)
  const rows = await list.orderBy('api_token.created_at', 'desc').limit(TOKENS_MAX).execute()
  return rows.map((row) => readToken(ROW.parse(row)))
}

/** Notes that a token was used, unless that was noted after `staleBefore` already. */
export async function touchToken(
  query: Executor,
  id: string,
  times: { readonly now: number; readonly staleBefore: number },
): Promise<void> {
  await query
    .updateTable('api_token')
    .set({ last_used_at: times.now })
    .where('id', '=', id)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<', times.staleBefore)]),
    )
    .execute()
}

export interface NewTokenRow {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly secretHash: string
  readonly role: SystemRole
  readonly expiresAt: number
  readonly createdBy: string
  readonly createdAt: number
  readonly evidenceTypes: readonly string[] | null
}

export async function insertToken(query: Executor, token: NewTokenRow): Promise<void> {
  await query
    .insertInto('api_token')
    .values({
      id: token.id,
      user_id: token.userId,
      name: token.name,
      secret_hash: token.secretHash,
      role: token.role,
      expires_at: token.expiresAt,
      last_used_at: null,
      revoked_at: null,
      evidence_types: token.evidenceTypes === null ? null : JSON.stringify(token.evidenceTypes),
      created_by: token.createdBy,
      created_at: token.createdAt,
    })
    .execute()
}

/** Revokes a token that is not revoked yet. Answers whether this call did it. */
export async function revokeTokenRow(query: Executor, id: string, at: number): Promise<boolean> {
  const result = await query
    .updateTable('api_token')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function tokens(query: Executor) {
  return query
    .selectFrom('api_token')
    .innerJoin('user_account', 'user_account.id', 'api_token.user_id')
    .select(COLUMNS)
}

function readToken(row: z.output<typeof ROW>): ApiToken {
  return {
    id: row.id,
    userId: row.user_id,
    ownerName: row.owner_name,
    name: row.name,
    role: row.role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    evidenceTypes: row.evidence_types === null ? null : TYPES.parse(JSON.parse(row.evidence_types)),
  }
}
