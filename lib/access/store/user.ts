import 'server-only'
import { z } from 'zod'
import type { SystemRole } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { rightsVersion } from './rights-version'

const ROW = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['admin', 'auditor', 'member']),
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
  readonly role: SystemRole
  /** Rises whenever every session of the person must end. */
  readonly sessionVersion: number
  readonly disabledAt: number | null
  readonly createdAt: number
  readonly lastSignInAt: number | null
}

export async function findUser(query: Executor, id: string): Promise<User | undefined> {
  const row = await query.selectFrom('user_account').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row && readUser(row)
}

/** A person with the version of everybody's grants at that moment, in one read. */
export async function findUserAndVersion(
  query: Executor,
  id: string,
): Promise<{ readonly user: User; readonly rightsVersion: number } | undefined> {
  const row = await query
    .selectFrom('user_account')
    .select(COLUMNS)
    .select(rightsVersion)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { user: readUser(row), rightsVersion: row.rights_version }
}

export async function findUserByFoldedName(query: Executor, folded: string): Promise<User | undefined> {
  const row = await query
    .selectFrom('user_account')
    .select(COLUMNS)
    .where('name_folded', '=', folded)
    .executeTakeFirst()
  return row && readUser(row)
}

/** The argon2id hash of a person who may sign in by password. */
export async function findPasswordHash(query: Executor, id: string): Promise<string | null> {
  const row = await query
    .selectFrom('user_account')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

const USERS_MAX = 10_000

/** By what somebody signs in; `nothing` while an invitation is still to be followed. */
export type SignInBy = 'password' | 'oidc' | 'ldap' | 'nothing'

export interface ListedUser extends User {
  readonly signInBy: SignInBy
}

const LISTED = ROW.extend({ has_password: z.number(), method: z.enum(['oidc', 'ldap']).nullable() })

/** Everybody, by name; at most 10,000. */
export async function listUserRows(query: Executor): Promise<ListedUser[]> {
  const rows = await query
    .selectFrom('user_account')
    .select(COLUMNS)
    .select((select) => [
      select.case().when('password_hash', 'is', null).then(0).else(1).end().as('has_password'),
      select
        .selectFrom('user_identity')
        .select((identity) => identity.fn.min('method').as('method'))
        .whereRef('user_identity.user_id', '=', 'user_account.id')
        .as('method'),
    ])
    .orderBy('name_folded')
    .limit(USERS_MAX)
    .execute()
  return rows.map(readListed)
}

function readListed(given: unknown): ListedUser {
  const row = LISTED.parse(given)
  const signInBy = row.has_password === 1 ? 'password' : (row.method ?? 'nothing')
  return { ...readUser(row), signInBy }
}

export interface NewUserRow {
  readonly id: string
  readonly name: string
  readonly nameFolded: string
  /** Null for who signs in by a provider, or has not yet followed an invitation. */
  readonly passwordHash: string | null
  readonly role: SystemRole
  readonly createdAt: number
}

/** @throws the driver's unique violation when the folded name is taken. */
export async function insertUser(query: Executor, user: NewUserRow): Promise<void> {
  await query
    .insertInto('user_account')
    .values({
      id: user.id,
      name: user.name,
      name_folded: user.nameFolded,
      password_hash: user.passwordHash,
      role: user.role,
      session_version: 1,
      disabled_at: null,
      created_at: user.createdAt,
      last_sign_in_at: null,
    })
    .execute()
}

export interface UserPatch {
  readonly role?: SystemRole | undefined
  readonly disabledAt?: number | null | undefined
  readonly passwordHash?: string | undefined
  readonly name?: string | undefined
  /** With `name`, as it folds. */
  readonly nameFolded?: string | undefined
}

/** Changes a person and ends their sessions, by raising the session version in the same statement. */
export async function updateUserRow(query: Executor, id: string, patch: UserPatch): Promise<void> {
  await query
    .updateTable('user_account')
    .set((set) => ({
      session_version: set('session_version', '+', 1),
      ...(patch.role !== undefined && { role: patch.role }),
      ...(patch.disabledAt !== undefined && { disabled_at: patch.disabledAt }),
      ...(patch.passwordHash !== undefined && { password_hash: patch.passwordHash }),
      ...(patch.name !== undefined && { name: patch.name }),
      ...(patch.nameFolded !== undefined && { name_folded: patch.nameFolded }),
    }))
    .where('id', '=', id)
    .execute()
}

export async function noteSignIn(query: Executor, id: string, at: number): Promise<void> {
  await query.updateTable('user_account').set({ last_sign_in_at: at }).where('id', '=', id).execute()
}

export async function hasUsers(query: Executor): Promise<boolean> {
  const row = await query.selectFrom('user_account').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Admins who can sign in by a password kept here, without one person: they get in when no provider answers. */
export async function countOtherAdmins(query: Executor, userId: string): Promise<number> {
  const row = await query
    .selectFrom('user_account')
    .select((select) => select.fn.countAll().as('count'))
    .where('role', '=', 'admin')
    .where('password_hash', 'is not', null)
    .where('disabled_at', 'is', null)
    .where('id', '!=', userId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
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
