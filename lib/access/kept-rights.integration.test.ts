import { expect, it } from 'vitest'
import { covers } from '@/lib/core/covers'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { findSessionActor, findTokenActor } from './authenticate'
import { insertGrant } from './store/grant'
import { deleteGrant, deleteGrantsOf } from './store/grant-list'
import { createToken } from './use-cases/create-token'
import { createUser } from './use-cases/create-user'
import { updateUser } from './use-cases/update-user'

const PASSWORD = 'a-password-for-tests'

eachDatabase('rights that are kept between requests', (open) => {
  const start = async () => {
    const db = await open()
    const ctx = buildContext({ db })
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    const ada = await createUser(ctx, { name: 'ada', role: 'member', password: PASSWORD })
    const bob = await createUser(ctx, { name: 'bob', role: 'member', password: PASSWORD })
    const session = async (userId: string, sessionVersion = 1) =>
      findSessionActor(db.query, { userId, sessionVersion })
    const pathsOf = async (userId: string) => {
      const actor = await session(userId)
      return actor?.kind === 'user' ? actor.grants.map(({ path }) => path).sort() : undefined
    }
    return { db, ctx, ada, bob, session, pathsOf }
  }

  const grantTo = (principalKind: 'user' | 'group' | 'token', principalId: string, path: string) => ({
    id: newId('gra'),
    principalKind,
    principalId,
    registryId: null,
    path,
    role: 'viewer' as const,
    createdBy: 'system',
    createdAt: 1,
  })

  it('are felt changed at the next request: given, taken, through a group and out of it', async () => {
    const { db, ada, pathsOf } = await start()
    expect(await pathsOf(ada.id)).toEqual([])
    const own = grantTo('user', ada.id, 'team')
    await insertGrant(db.query, own)
    expect(await pathsOf(ada.id)).toEqual(['team'])

    const group = { id: 'grp_1', name: 'crew', source: 'local', description: '', created_at: 1 }
    await db.query.insertInto('user_group').values(group).execute()
    await insertGrant(db.query, grantTo('group', group.id, 'crew'))
    expect(await pathsOf(ada.id)).toEqual(['team'])
    await db.query
      .insertInto('group_member')
      .values({ group_id: group.id, user_id: ada.id, added_at: 1 })
      .execute()
    expect(await pathsOf(ada.id)).toEqual(['crew', 'team'])

    await deleteGrant(db.query, own.id)
    expect(await pathsOf(ada.id)).toEqual(['crew'])
    // The membership goes by the database's own cascade.
    await db.query.deleteFrom('user_group').where('id', '=', group.id).execute()
    expect(await pathsOf(ada.id)).toEqual([])
  })

  it('hold what was committed and nothing a transaction took back or has not finished', async () => {
    const { db, ada, pathsOf } = await start()
    const failing = transaction(db, async (tx) => {
      await insertGrant(tx, grantTo('user', ada.id, 'never'))
      const inside = await findSessionActor(tx, { userId: ada.id, sessionVersion: 1 })
      expect(inside?.kind === 'user' && inside.grants.map(({ path }) => path)).toEqual(['never'])
      throw new Error('taken back')
    })
    await expect(failing).rejects.toThrow('taken back')
    expect(await pathsOf(ada.id)).toEqual([])
  })

  it('follow a change of role at once', async () => {
    const { ctx, ada, session } = await start()
    expect(await session(ada.id)).toMatchObject({ role: 'member' })
    await updateUser(ctx, { userId: ada.id, role: 'auditor' })
    expect(await session(ada.id)).toBeUndefined()
    expect(await session(ada.id, 2)).toMatchObject({ role: 'auditor' })
  })

  it('never reach another token, however their requests interleave while grants change', async () => {
    const { db, ctx, ada, bob } = await start()
    const sides = await Promise.all(
      [ada, bob].map(async ({ id, name }) => {
        await insertGrant(db.query, grantTo('user', id, name))
        const input = { name: 'ci', role: 'member' as const, expiresInDays: 30, ownerId: id }
        const { text, token } = await createToken(ctx, input)
        await deleteGrantsOf(db.query, token.id)
        return { name, text, tokenId: token.id }
      }),
    )
    const ask = async ({ name, text, tokenId }: (typeof sides)[number]) => {
      const actor = await findTokenActor(db.query, text, ctx.clock.now())
      if (actor?.kind !== 'token') throw new Error('The token does not hold.')
      const paths = [...actor.grants, ...actor.owner.grants].map(({ path }) => path)
      expect(paths.filter((path) => !covers(name, path))).toEqual([])
      expect(actor.id).toBe(tokenId)
      return actor.grants.length
    }
    for (let round = 1; round <= 10; round++) {
      const busy = Array.from({ length: 10 }, () => sides.map(ask)).flat()
      const changes = sides.map(({ name, tokenId }) =>
        insertGrant(db.query, grantTo('token', tokenId, `${name}/${round}`)),
      )
      await Promise.all([...busy, ...changes])
      const counts = await Promise.all(sides.map(ask))
      expect(new Set(counts).size).toBe(1)
    }
  })
})
