import 'server-only'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { isUniqueViolation } from '@/lib/db/dialects/errors'
import { transaction } from '@/lib/db/transaction'
import type { Context } from '../context'
import type { ExternalPerson } from '../external/person'
import { nameCandidates } from '../rules/external-name'
import { roleAfterSignIn } from '../rules/external-role'
import { foldName } from '../rules/user-name'
import { replaceExternalGroups } from '../store/external-groups'
import { findIdentity, putIdentity, type UserIdentity } from '../store/identity'
import { findUser, findUserByFoldedName, insertUser, type User, updateUserRow } from '../store/user'
import { startSession } from './start-session'

const TRIES_MAX = 3

/**
 * Lets in who a provider vouches for; at the first time as a member without grants. The groups are replaced whole,
 * with everything they give. Never joins an identity to an account that is there, whatever the names.
 * @throws AppError `signed-in-as-another` where `currentUserId` is somebody else, `account-disabled`
 */
export async function signInExternal(
  ctx: Context,
  person: ExternalPerson,
  currentUserId: string | null = null,
): Promise<User> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const user = await transaction(ctx.db, (tx) => admit(ctx, tx, { person, currentUserId }))
      return await startSession(ctx, user, person.method)
    } catch (error) {
      // Two first sign-ins at once, or somebody took the name: the second look finds what the first made.
      if (!isUniqueViolation(error) || attempt === TRIES_MAX) throw error
    }
  }
}

interface Admission {
  readonly person: ExternalPerson
  readonly currentUserId: string | null
}

async function admit(ctx: Context, tx: Executor, { person, currentUserId }: Admission): Promise<User> {
  const identity = await findIdentity(tx, person)
  if (currentUserId !== null && currentUserId !== identity?.userId) throw signedInAsAnother()

  const user = await findOrCreate(ctx, tx, { person, identity })
  if (user.disabledAt !== null) return user

  await replaceGroups(ctx, tx, { user, person })
  const wanted = roleAfterSignIn({
    role: user.role,
    givesAdmin: identity?.givesAdmin ?? false,
    isAdmin: person.isAdmin,
  })
  await changeRole(ctx, tx, { user, role: wanted.role })
  const now = ctx.clock.now()
  await putIdentity(tx, {
    ...identityOf(person, user.id),
    givesAdmin: wanted.givesAdmin,
    createdAt: identity?.createdAt ?? now,
    lastSignInAt: now,
  })
  // As it is now: a change of role has raised the version that the session will carry.
  return (await findUser(tx, user.id)) ?? user
}

function identityOf(person: ExternalPerson, userId: string) {
  const { issuer, subject, method, label, groups } = person
  return { issuer, subject, method, label, groups, userId }
}

interface Found {
  readonly person: ExternalPerson
  readonly identity: UserIdentity | undefined
}

async function findOrCreate(ctx: Context, tx: Executor, { person, identity }: Found): Promise<User> {
  const known = identity && (await findUser(tx, identity.userId))
  if (known) return known

  const createdAt = ctx.clock.now()
  const id = newId('usr', createdAt)
  const name = await findFreeName(tx, person.suggestedName)
  const user = {
    id,
    name,
    nameFolded: foldName(name),
    passwordHash: null,
    role: 'member',
    createdAt,
  } as const
  await insertUser(tx, user)
  const facts = { name, role: user.role, method: person.method, issuer: person.issuer }
  await record(ctx, tx, { type: 'user.created', resource: id, facts })
  return { id, name, role: user.role, sessionVersion: 1, disabledAt: null, createdAt, lastSignInAt: null }
}

async function findFreeName(tx: Executor, suggested: string): Promise<string> {
  for (const name of nameCandidates(suggested)) {
    if ((await findUserByFoldedName(tx, foldName(name))) === undefined) return name
  }
  return newId('usr')
}

interface Admitted {
  readonly user: User
  readonly person: ExternalPerson
}

/** No claim at all is not the same as no groups, but it gives as little. */
async function replaceGroups(ctx: Context, tx: Executor, { user, person }: Admitted): Promise<void> {
  const at = ctx.clock.now()
  const names = person.groups ?? []
  const { joined, left } = await replaceExternalGroups(tx, {
    userId: user.id,
    source: person.method,
    names,
    at,
  })
  if (joined.length > 0 || left.length > 0) {
    const facts = { name: user.name, method: person.method, joined, left }
    await record(ctx, tx, { type: 'user.changed', resource: user.id, facts })
  }
  if (person.groups !== null) return
  ctx.log.warn({ userId: user.id, method: person.method, code: 'groups-missing' }, 'no groups were sent')
  await record(ctx, tx, { type: 'groups.missing', resource: user.id, facts: { method: person.method } })
}

async function changeRole(
  ctx: Context,
  tx: Executor,
  { user, role }: { readonly user: User; readonly role: User['role'] },
): Promise<void> {
  if (role === user.role) return
  await updateUserRow(tx, user.id, { role })
  const facts = { name: user.name, by: 'admin group of the provider' }
  const change = { before: { role: user.role }, after: { role } }
  await record(ctx, tx, { type: 'user.changed', resource: user.id, ...change, facts })
}

function signedInAsAnother(): AppError {
  return new AppError('signed-in-as-another', 'Somebody else is signed in here. Sign out first.')
}
