import { beforeEach, expect, it } from 'vitest'
import type { Actor } from '@/lib/core/actor'
import { buildClock, buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { findSessionActor } from './authenticate'
import { resetThrottle } from './throttle'
import { acceptInvitation, readInvitation } from './use-cases/accept-invitation'
import { createUser } from './use-cases/create-user'
import { endSessionsOf } from './use-cases/end-sessions'
import { createInvitation, inviteUser } from './use-cases/invite-user'
import { listUsers } from './use-cases/list-users'
import { signIn } from './use-cases/sign-in'
import { signInExternal } from './use-cases/sign-in-external'
import { updateUser } from './use-cases/update-user'

const PASSWORD = 'a-password-for-tests'
const HOUR_MS = 3_600_000

beforeEach(() => resetThrottle())

eachDatabase('one-time links', (open) => {
  const start = async (actor?: Actor) => {
    const db = await open()
    const clock = buildClock()
    return { db, clock, ctx: buildContext({ db, clock, ...(actor && { actor }) }) }
  }

  it('let an invited person set a name and a password, once', async () => {
    const { ctx } = await start()
    const { user, invitation } = await inviteUser(ctx, { name: 'ada', role: 'member' })
    await expect(signIn(ctx, { name: 'ada', password: '' })).rejects.toMatchObject({
      code: 'invalid-credentials',
    })
    expect(await readInvitation(ctx, invitation.secret)).toEqual({
      kind: 'open',
      purpose: 'invite',
      name: 'ada',
    })

    const { secret } = invitation
    const tries = [PASSWORD, `${PASSWORD}-2`].map((password) =>
      acceptInvitation(ctx, { secret, name: 'Ada L', password }),
    )
    const settled = await Promise.allSettled(tries)
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await readInvitation(ctx, secret)).toEqual({ kind: 'used' })
    await expect(acceptInvitation(ctx, { secret, password: PASSWORD })).rejects.toMatchObject({
      code: 'invitation-used',
    })
    expect(await listUsers(ctx)).toMatchObject([{ id: user.id, name: 'Ada L', signInBy: 'password' }])
  })

  it('are kept as a fingerprint only', async () => {
    const { ctx, db } = await start()
    const { invitation } = await inviteUser(ctx, { name: 'ada', role: 'member' })
    const kept = [
      await db.query.selectFrom('invitation').selectAll().execute(),
      await db.query.selectFrom('audit_event').selectAll().execute(),
    ]
    expect(JSON.stringify(kept)).not.toContain(invitation.secret)
  })

  it('end after 72 hours, by a newer one, and with the account', async () => {
    const { ctx, clock } = await start()
    const { user, invitation: first } = await inviteUser(ctx, { name: 'ada', role: 'member' })
    const second = await createInvitation(ctx, user.id)
    expect(await readInvitation(ctx, first.secret)).toEqual({ kind: 'unknown' })
    clock.advance(72 * HOUR_MS - 1)
    expect(await readInvitation(ctx, second.secret)).toMatchObject({ kind: 'open' })
    clock.advance(1)
    expect(await readInvitation(ctx, second.secret)).toEqual({ kind: 'expired' })
    await expect(acceptInvitation(ctx, { secret: second.secret, password: PASSWORD })).rejects.toMatchObject({
      code: 'invitation-expired',
    })

    const third = await createInvitation(ctx, user.id)
    await updateUser(ctx, { userId: user.id, isDisabled: true })
    expect(await readInvitation(ctx, third.secret)).toEqual({ kind: 'unknown' })
    await expect(createInvitation(ctx, user.id)).rejects.toMatchObject({ code: 'account-disabled' })
  })

  it('reset a password without touching it before, then end every session and what locked the name', async () => {
    const { ctx, db } = await start()
    const ada = await createUser(ctx, { name: 'ada', role: 'member', password: PASSWORD })
    const { secret, purpose } = await createInvitation(ctx, ada.id)
    expect(purpose).toBe('reset')
    const before = await signIn(ctx, { name: 'ada', password: PASSWORD })
    for (let at = 0; at < 6; at++)
      await signIn(ctx, { name: 'ada', password: 'wrong' }).catch(() => undefined)

    await acceptInvitation(ctx, { secret, name: 'mallory', password: `${PASSWORD}-2` })
    const claims = { userId: ada.id, sessionVersion: before.sessionVersion }
    expect(await findSessionActor(db.query, claims)).toBeUndefined()
    resetThrottle()
    expect(await signIn(ctx, { name: 'ada', password: `${PASSWORD}-2` })).toMatchObject({ id: ada.id })
  })

  it('give no password to who signs in by a provider', async () => {
    const { ctx } = await start()
    const user = await signInExternal(ctx, {
      method: 'oidc',
      issuer: 'https://id.test',
      subject: 's1',
      suggestedName: 'ada',
      label: 'ada',
      groups: [],
      isAdmin: null,
    })
    await expect(createInvitation(ctx, user.id)).rejects.toMatchObject({ code: 'not-a-local-account' })
  })

  it('take no name that somebody has', async () => {
    const { ctx } = await start()
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    const { invitation } = await inviteUser(ctx, { name: 'ada', role: 'member' })
    const taken = acceptInvitation(ctx, { secret: invitation.secret, name: 'ＲＯＯＴ', password: PASSWORD })
    await expect(taken).rejects.toMatchObject({ code: 'name-taken' })
    expect(await readInvitation(ctx, invitation.secret)).toMatchObject({ kind: 'open' })
  })

  it('are made by admins only', async () => {
    const { ctx } = await start(viewerActor)
    await expect(inviteUser(ctx, { name: 'ada', role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createInvitation(ctx, 'usr_1')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(endSessionsOf(ctx, 'usr_1')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

eachDatabase('attempts at a password', (open) => {
  it('count after a restart and on every replica', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    await createUser(ctx, { name: 'ada', role: 'member', password: PASSWORD })
    for (let at = 0; at < 5; at++) {
      // Nothing this process remembers: each attempt might be another's.
      resetThrottle()
      await expect(signIn(ctx, { name: 'ada', password: 'wrong' })).rejects.toMatchObject({
        code: 'invalid-credentials',
      })
    }
    resetThrottle()
    await expect(signIn(ctx, { name: 'ada', password: PASSWORD })).rejects.toMatchObject({
      code: 'too-many-attempts',
    })
  })

  it('are forgotten a quarter of an hour after the first', async () => {
    const db = await open()
    const clock = buildClock()
    const ctx = buildContext({ db, clock })
    await createUser(ctx, { name: 'ada', role: 'member', password: PASSWORD })
    for (let at = 0; at < 6; at++)
      await signIn(ctx, { name: 'ada', password: 'wrong' }).catch(() => undefined)
    clock.advance(15 * 60_000)
    expect(await signIn(ctx, { name: 'ada', password: PASSWORD })).toMatchObject({ name: 'ada' })
    expect(await db.query.selectFrom('sign_in_attempt').select('key').execute()).toHaveLength(1)
  })

  it('lock out no names by an address that is locked out itself', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    for (let at = 0; at < 30; at++)
      await signIn(ctx, { name: `n${at}`, password: 'x' }).catch(() => undefined)
    const rows = await db.query.selectFrom('sign_in_attempt').select('key').execute()
    expect(rows.length).toBeLessThanOrEqual(1 + 2 * 20)
  })
})
