import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'

const GROUPS = z.array(z.string())
const ROW = z.object({
  issuer: z.string(),
  subject: z.string(),
  user_id: z.string(),
  method: z.enum(['oidc', 'ldap']),
  label: z.string(),
  group_names: z.string().nullable(),
  gives_admin: z.number(),
  created_at: z.number(),
  last_sign_in_at: z.number(),
})
const COLUMNS = [
  'issuer',
  'subject',
  'user_id',
  'method',
  'label',
  'group_names',
  'gives_admin',
  'created_at',
  'last_sign_in_at',
] as const

/** Who a person is at a provider, and what it last said of them. */
export interface UserIdentity {
  readonly issuer: string
  readonly subject: string
  readonly userId: string
  readonly method: 'oidc' | 'ldap'
  readonly label: string
  /** Null when the provider sent none at all. */
  readonly groups: readonly string[] | null
  readonly givesAdmin: boolean
  readonly createdAt: number
  readonly lastSignInAt: number
}

export async function findIdentity(
  query: Executor,
  { issuer, subject }: Pick<UserIdentity, 'issuer' | 'subject'>,
): Promise<UserIdentity | undefined> {
  const row = await query
    .selectFrom('user_identity')
    .select(COLUMNS)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row && readIdentity(row)
}

const IDENTITIES_OF_ONE_MAX = 20

export async function listIdentitiesOf(query: Executor, userId: string): Promise<UserIdentity[]> {
  const rows = await query
    .selectFrom('user_identity')
    .select(COLUMNS)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .limit(IDENTITIES_OF_ONE_MAX)
    .execute()
  return rows.map(readIdentity)
}

/** Writes what a provider says now; an identity that is there keeps its person. */
export async function putIdentity(query: Executor, identity: UserIdentity): Promise<void> {
  const said = {
    label: identity.label,
    group_names: identity.groups === null ? null : JSON.stringify(identity.groups),
    gives_admin: identity.givesAdmin ? 1 : 0,
    last_sign_in_at: identity.lastSignInAt,
  }
  await query
    .insertInto('user_identity')
    .values({
      issuer: identity.issuer,
      subject: identity.subject,
      user_id: identity.userId,
      method: identity.method,
      created_at: identity.createdAt,
      ...said,
    })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet(said))
    .execute()
}

export interface RecentSignIn {
  readonly userId: string
  readonly name: string
  readonly label: string | null
  readonly at: number
}

/** The newest sign-ins by a provider, one for each person. */
export async function listRecentExternal(
  query: Executor,
  method: 'oidc' | 'ldap',
  countMax: number,
): Promise<RecentSignIn[]> {
  const rows = await query
    .selectFrom('user_identity')
    .innerJoin('user_account', 'user_account.id', 'user_identity.user_id')
    .select(['user_account.id', 'user_account.name', 'user_identity.label', 'user_identity.last_sign_in_at'])
    .where('user_identity.method', '=', method)
    .orderBy('user_identity.last_sign_in_at', 'desc')
    .limit(countMax)
    .execute()
  return rows.map((row) => ({
    userId: row.id,
    name: row.name,
    label: row.label,
    at: Number(row.last_sign_in_at),
  }))
}

/** The newest sign-ins by a password kept here, one for each person. */
export async function listRecentLocal(query: Executor, countMax: number): Promise<RecentSignIn[]> {
  const rows = await query
    .selectFrom('user_account')
    .select(['id', 'name', 'last_sign_in_at'])
    .where('password_hash', 'is not', null)
    .where('last_sign_in_at', 'is not', null)
    .orderBy('last_sign_in_at', 'desc')
    .limit(countMax)
    .execute()
  return rows.map((row) => ({ userId: row.id, name: row.name, label: null, at: Number(row.last_sign_in_at) }))
}

export interface AccountCounts {
  readonly local: number
  readonly oidc: number
  readonly ldap: number
}

/** How many people can sign in by each method, disabled ones left out. */
export async function countAccounts(query: Executor): Promise<AccountCounts> {
  const local = await query
    .selectFrom('user_account')
    .select((select) => select.fn.countAll().as('count'))
    .where('password_hash', 'is not', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  const external = await query
    .selectFrom('user_identity')
    .innerJoin('user_account', 'user_account.id', 'user_identity.user_id')
    .select((select) => ['user_identity.method', select.fn.countAll().as('count')])
    .where('user_account.disabled_at', 'is', null)
    .groupBy('user_identity.method')
    .execute()
  const countOf = (method: string) => Number(external.find((row) => row.method === method)?.count ?? 0)
  return { local: Number(local.count), oidc: countOf('oidc'), ldap: countOf('ldap') }
}

function readIdentity(row: unknown): UserIdentity {
  const identity = ROW.parse(row)
  const { group_names: names } = identity
  return {
    issuer: identity.issuer,
    subject: identity.subject,
    userId: identity.user_id,
    method: identity.method,
    label: identity.label,
    groups: names === null ? null : GROUPS.parse(JSON.parse(names)),
    givesAdmin: identity.gives_admin === 1,
    createdAt: identity.created_at,
    lastSignInAt: identity.last_sign_in_at,
  }
}

/** How many groups a provider has named so far. */
export async function countGroupsOf(query: Executor, source: string): Promise<number> {
  const row = await query
    .selectFrom('user_group')
    .select((select) => select.fn.countAll().as('count'))
    .where('source', '=', source)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
