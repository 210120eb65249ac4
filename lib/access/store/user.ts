import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Role } from '@/lib/core/actor'
import type { Schema } from '@/lib/db/schema'

const ROW = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['admin', 'viewer']),
  session_version: z.number(),
  disabled_at: z.number().nullable(),
  created_at: z.number(),
  last_sign_in_at: z.number().nullable(),
})
const COLUMNS = [
  'id',
  'name',
  'role',
  'session_version',
  'disabled_at',
  'created_at',
  'last_sign_in_at',
] as const

/** A person, without the password's hash. */
export interface User {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Rises whenever every session of the person must end. */
  readonly sessionVersion: number
  readonly disabledAt: number | null
  readonly createdAt: number
  readonly lastSignInAt: number | null
}

export async function findUser(query: Kysely<Schema>, id: string): Promise<User | undefined> {
  const row = await query.selectFrom('user_account').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row && readUser(row)
}

export async function findUserByFoldedName(query: Kysely<Schema>, folded: string): Promise<User | undefined> {
  const row = await query
    .selectFrom('user_account')
    .select(COLUMNS)
    .where('name_folded', '=', folded)
    .executeTakeFirst()
  return row && readUser(row)
}

/** The argon2id hash of a person who may sign in by password. */
export async function findPasswordHash(query: Kysely<Schema>, id: string): Promise<string | null> {
  const row = await query
    .selectFrom('user_account')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

const USERS_MAX = 10_000

/** Everybody, by name; at most 10,000. */
export async function listUserRows(query: Kysely<Schema>): Promise<User[]> {
  const rows = await query
    .selectFrom('user_account')
    .select(COLUMNS)
    .orderBy('name_folded')
    .limit(USERS_MAX)
    .execute()
  return rows.map(readUser)
}

function readUser(row: unknown): User {
  const user = ROW.parse(row)
  return {
    id: user.id,
    name: user.name,
    role: user.role,
    sessionVersion: user.session_version,
    disabledAt: user.disabled_at,
    createdAt: user.created_at,
    lastSignInAt: user.last_sign_in_at,
  }
}
