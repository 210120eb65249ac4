import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addRepositories } from '@/lib/catalog/store/save-repositories'
import type { Actor, GrantRole, Scope } from '@/lib/core/actor'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/connection'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { findSessionActor, findTokenActor } from './authenticate'
import { can } from './rules/can'
import { visibilityOf } from './rules/visibility'
import { replaceExternalGroups } from './store/external-groups'
import { insertGrant } from './store/grant'
import { visibleRepository } from './store/visible'
import { createToken } from './use-cases/create-token'
import { createUser } from './use-cases/create-user'

const NAMES = [
  'team/app',
  'team/x/app',
  'team-a/x',
  'team_a/x',
  'teamx',
  'team',
  't_am/x',
  'ta/team/app',
  'solo',
]
const REGISTRIES = ['reg_1', 'reg_2']
const PATHS = ['', 'team', 'team/x', 'team/app', 'team-a', 't_am', 'tea', 'x', 'ta/team', 'te%m', 'solo']

eachDatabase('what an actor sees in the index', (open) => {
  it('is exactly the repositories it may read, for people, groups and API tokens', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    await addIndex(db)
    const repositories = await db.query
      .selectFrom('repository')
      .select(['id', 'registry_id', 'name'])
      .orderBy('id')
      .execute()

    const scope = fc.record({
      registryId: fc.constantFrom('reg_1', 'reg_2', null),
      path: fc.constantFrom(...PATHS),
    })
    const scopes = fc.array(scope, { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(scopes, scopes, scopes, async (own, groups, limits) => {
        for (const actor of await actorsWith(ctx, { own, groups, limits })) {
          const shown = await db.query
            .selectFrom('repository')
            .select('id')
            .where(visibleRepository(visibilityOf(actor)))
            .orderBy('id')
            .execute()
          const readable = repositories.filter(
            (one) =>
              can(actor, 'repository:read', { registryId: one.registry_id, repository: one.name }).allowed,
          )
          expect(shown.map(({ id }) => id)).toEqual(readable.map(({ id }) => id))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('follows a repository that is pushed after the grant', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    await addIndex(db)
    const [person] = await actorsWith(ctx, {
      own: [{ registryId: 'reg_1', path: 'late' }],
      groups: [],
      limits: [],
    })
    if (person === undefined) throw new Error('nobody')
    await addRepositories(db.query, 'reg_1', { names: ['late/app'], at: 2 })
    const shown = await db.query
      .selectFrom('repository')
      .select('name')
      .where(visibleRepository(visibilityOf(person), { registryId: 'reg_1' }))
      .execute()
    expect(shown).toEqual([{ name: 'late/app' }])
  })

  it('ends with the groups a sign-in method no longer names, and with no others', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    const ada = await createUser(ctx, { name: 'ada', role: 'member', password: 'correct horse battery' })
    const replace = (source: string, names: string[]) =>
      replaceExternalGroups(db.query, { userId: ada.id, source, names, at: 1 })
    await replace('ldap', ['core'])
    expect(await replace('oidc', ['a', 'b', 'a'])).toEqual({ joined: ['a', 'b'], left: [] })
    expect(await replace('oidc', ['b', 'c'])).toEqual({ joined: ['c'], left: ['a'] })
    expect(await replace('oidc', [])).toEqual({ joined: [], left: ['b', 'c'] })
    const left = await db.query
      .selectFrom('group_member')
      .innerJoin('user_group', 'user_group.id', 'group_member.group_id')
      .select(['source', 'name'])
      .execute()
    expect(left).toEqual([{ source: 'ldap', name: 'core' }])
  })
})

async function addIndex(db: Database): Promise<void> {
  for (const id of REGISTRIES) {
    const row = {
      id,
      name: id.replace('_', '-'),
      url: 'http://127.0.0.1:9',
      health: 'unknown',
      is_declared: 0 as const,
    }
    await db.query
      .insertInto('registry')
      .values({ ...row, created_at: 1, updated_at: 1 })
      .execute()
    await addRepositories(db.query, id, { names: NAMES, at: 1 })
  }
}

interface Given {
  readonly own: readonly Scope[]
  readonly groups: readonly Scope[]
  /** Of the token. */
  readonly limits: readonly Scope[]
}

/** A person with grants of their own and through a group, and a token of theirs. */
async function actorsWith(ctx: ReturnType<typeof buildContext>, given: Given): Promise<readonly Actor[]> {
  const query = ctx.db.query
  const id = newId('usr')
  await query
    .insertInto('user_account')
    .values({
      id,
      name: id,
      name_folded: id,
      password_hash: null,
      role: 'member',
      session_version: 1,
      disabled_at: null,
      created_at: 1,
      last_sign_in_at: null,
    })
    .execute()
  await replaceExternalGroups(query, { userId: id, source: 'test', names: [id], at: 1 })
  const group = await query
    .selectFrom('user_group')
    .select('id')
    .where('name', '=', id)
    .executeTakeFirstOrThrow()
  await grantAll(ctx, { kind: 'user', id }, given.own)
  await grantAll(ctx, { kind: 'group', id: group.id }, given.groups)
  const token = await createToken(ctx, {
    name: 'ci',
    role: 'developer',
    scopes: given.limits,
    expiresInDays: 1,
    ownerId: id,
  })
  const person = await findSessionActor(query, { userId: id, sessionVersion: 1 })
  const machine = await findTokenActor(query, token.text, ctx.clock.now())
  return [person, machine].flatMap((actor) => actor ?? [])
}

async function grantAll(
  ctx: ReturnType<typeof buildContext>,
  to: { readonly kind: 'user' | 'group'; readonly id: string },
  scopes: readonly Scope[],
): Promise<void> {
  const role: GrantRole = 'viewer'
  for (const scope of scopes) {
    const grant = { ...scope, id: newId('gra'), role, principalKind: to.kind, principalId: to.id }
    await insertGrant(ctx.db.query, { ...grant, createdBy: 'test', createdAt: 1 })
  }
}
