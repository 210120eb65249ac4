import { beforeEach, expect, it } from 'vitest'
import type { Actor } from '@/lib/core/actor'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { eventTypes } from '@/lib/testing/audited'
import { adminActor, buildClock, buildContext, buildPerson, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { findSessionActor } from './authenticate'
import { resetThrottle } from './throttle'
import { changePassword } from './use-cases/change-password'
import { createUser } from './use-cases/create-user'
import { ensureFirstAdmin } from './use-cases/first-admin'
import { listUsers } from './use-cases/list-users'
import { openSetup } from './use-cases/open-setup'
import { setupFirstAdmin } from './use-cases/setup-first-admin'
import { signIn } from './use-cases/sign-in'
import { updateUser } from './use-cases/update-user'

const PASSWORD = 'a-password-for-tests'

beforeEach(() => resetThrottle())

eachDatabase('people', (open) => {
  const start = async (actor: Actor = adminActor) => {
    const db = await open()
    return { db, ctx: buildContext({ db, actor }) }
  }

  it('cannot take a name that reads like another one', async () => {
    const { ctx } = await start()
    await createUser(ctx, { name: 'admin', role: 'admin', password: PASSWORD })

    for (const name of ['ADMIN', 'ａdmin', 'Admin']) {
      const attempt = createUser(ctx, { name, role: 'member', password: PASSWORD })
      await expect(attempt).rejects.toMatchObject({ code: 'name-taken' })
    }
    expect(await listUsers(ctx)).toHaveLength(1)
  })

  it('sign in by any spelling of their name and by no other password', async () => {
    const { db, ctx } = await start()
    const ada = await createUser(ctx, { name: 'Ada', role: 'member', password: PASSWORD })

    await expect(signIn(ctx, { name: 'aDA', password: PASSWORD })).resolves.toMatchObject({ id: ada.id })
    for (const [name, password] of [
      ['ada', 'another-password'],
      ['nobody', PASSWORD],
    ] as const) {
      await expect(signIn(ctx, { name, password })).rejects.toMatchObject({ code: 'invalid-credentials' })
    }
    expect(await eventTypes(db)).toEqual([
      'user.created',
      'session.started',
      'session.refused',
      'session.refused',
    ])
  })

  it('are told to wait after five wrong passwords, even with the right one', async () => {
    const { ctx } = await start()
    await createUser(ctx, { name: 'ada', role: 'member', password: PASSWORD })
    const wrong = await Promise.allSettled(
      Array.from({ length: 8 }, () => signIn(ctx, { name: 'ada', password: 'wrong-password' })),
    )
    const codes = wrong.map((one) => (one.status === 'rejected' ? one.reason.code : 'let in'))
    expect(codes.filter((code) => code === 'invalid-credentials')).toHaveLength(5)
    expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(3)
    await expect(signIn(ctx, { name: 'ADA', password: PASSWORD })).rejects.toMatchObject({
      code: 'too-many-attempts',
      retryAfterSeconds: expect.any(Number),
    })
  })

  it('from one address are told to wait after twenty wrong names', async () => {
    const { ctx } = await start()
    const codes = new Set<unknown>()
    for (let at = 0; at < 21; at++) {
      await signIn({ ...ctx, db: ctx.db }, { name: `n${at}`, password: 'x' }).catch((error) =>
        codes.add(error.code),
      )
    }
    expect(codes).toEqual(new Set(['invalid-credentials', 'too-many-attempts']))
  })

  it('lose their sessions with their role, their password or their account', async () => {
    const { db, ctx } = await start()
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    const { id: userId } = await createUser(ctx, { name: 'ada', role: 'admin', password: PASSWORD })

    for (const change of [{ role: 'member' as const }, { password: `${PASSWORD}-2` }, { isDisabled: true }]) {
      const before = await sessionOf(db, ctx, userId)
      await updateUser(ctx, { userId, ...change })
      expect(await findSessionActor(db.query, before)).toBeUndefined()
    }
    await expect(signIn(ctx, { name: 'ada', password: `${PASSWORD}-2` })).rejects.toMatchObject({
      code: 'account-disabled',
    })
  })

  it('change their own password by proving the old one', async () => {
    const { db, ctx } = await start()
    const ada = await createUser(ctx, { name: 'ada', role: 'member', password: PASSWORD })
    const self = buildContext({ db, actor: { ...buildPerson('ada'), id: ada.id } })

    const wrong = changePassword(self, { currentPassword: 'nope', newPassword: 'a-new-password-1' })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid-credentials' })
    await changePassword(self, { currentPassword: PASSWORD, newPassword: 'a-new-password-1' })
    await expect(signIn(ctx, { name: 'ada', password: 'a-new-password-1' })).resolves.toMatchObject({
      id: ada.id,
    })
  })

  it('keep one admin, also when two demote each other at once', async () => {
    const { ctx } = await start()
    const one = await createUser(ctx, { name: 'one', role: 'admin', password: PASSWORD })
    const two = await createUser(ctx, { name: 'two', role: 'admin', password: PASSWORD })

    const outcomes = await Promise.allSettled(
      [one, two].map((user) => updateUser(ctx, { userId: user.id, role: 'member' })),
    )
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'last-admin' },
    })
    expect((await listUsers(ctx)).filter((user) => user.role === 'admin')).toHaveLength(1)
  })

  it('are managed by admins only, and a refusal changes nothing', async () => {
    const { db, ctx } = await start()
    const ada = await createUser(ctx, { name: 'ada', role: 'member', password: PASSWORD })
    const viewer = buildContext({ db, actor: viewerActor })

    await expect(listUsers(viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateUser(viewer, { userId: ada.id, role: 'admin' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(updateUser(ctx, { userId: 'usr_absent', role: 'admin' })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await listUsers(ctx)).toMatchObject([{ role: 'member' }])
  })
})

eachDatabase('the first admin', (open) => {
  it('is created once, whoever is fastest', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    const setupToken = await openSetup(ctx)
    if (setupToken === undefined) throw new Error('setup is not open')

    const outcomes = await Promise.allSettled(
      ['one', 'two', 'three'].map((name) => setupFirstAdmin(ctx, { setupToken, name, password: PASSWORD })),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'setup-finished' })
    }
    expect(await openSetup(ctx)).toBeUndefined()
    expect(await listUsers(ctx)).toMatchObject([{ role: 'admin' }])
  })

  it('is created by nobody without the token, and a new start makes an old token worthless', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    const old = (await openSetup(ctx)) ?? ''
    await openSetup(ctx)

    for (const setupToken of [old, '', 'x'.repeat(43)]) {
      const attempt = setupFirstAdmin(ctx, { setupToken, name: 'eve', password: PASSWORD })
      await expect(attempt).rejects.toMatchObject({ code: 'invalid-credentials' })
    }
    expect(await listUsers(ctx)).toEqual([])
  })

  it('comes from the environment when there is nobody, and never again', async () => {
    const db = await open()
    const ctx = buildContext({ db, clock: buildClock() })
    const both = await Promise.all([
      ensureFirstAdmin(ctx, new Secret(PASSWORD)),
      ensureFirstAdmin(ctx, new Secret(PASSWORD)),
    ])
    expect(both.toSorted()).toEqual([false, true])
    expect(await ensureFirstAdmin(ctx, new Secret('another-password'))).toBe(false)
    await expect(signIn(ctx, { name: 'admin', password: PASSWORD })).resolves.toMatchObject({ role: 'admin' })
  })
})

async function sessionOf(db: Database, ctx: Parameters<typeof listUsers>[0], userId: string) {
  const user = (await listUsers(ctx)).find((one) => one.id === userId)
  const claims = { userId, sessionVersion: user?.sessionVersion ?? 0 }
  expect(await findSessionActor(db.query, claims)).toMatchObject({ id: userId })
  return claims
}
