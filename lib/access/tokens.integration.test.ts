import { expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { auditedAs } from '@/lib/testing/audited'
import { buildClock, buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { findTokenActor } from './authenticate'
import { createToken } from './use-cases/create-token'
import { createUser } from './use-cases/create-user'
import { listTokens } from './use-cases/list-tokens'
import { revokeToken } from './use-cases/revoke-token'
import { updateUser } from './use-cases/update-user'

const PASSWORD = 'a-password-for-tests'
const DAY_MS = 86_400_000

eachDatabase('an API token', (open) => {
  const start = async () => {
    const db = await open()
    const clock = buildClock()
    const ctx = buildContext({ db, clock })
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    const owner = await createUser(ctx, { name: 'ada', role: 'admin', password: PASSWORD })
    const input = { name: 'ci', role: 'admin' as const, expiresInDays: 30, ownerId: owner.id }
    const created = await createToken(ctx, input)
    return { db, clock, ctx, owner, created }
  }

  it('speaks for its owner and is kept as a hash only', async () => {
    const { db, clock, created, owner } = await start()
    expect(created.text).toMatch(/^asy_[0-9a-z]{29}_[A-Za-z0-9_-]{43}$/)
    expect(await findTokenActor(db.query, created.text, clock.now())).toEqual({
      kind: 'token',
      id: created.token.id,
      name: 'ci',
      role: 'admin',
      grants: [],
      principals: [owner.id],
      userId: owner.id,
      owner: { name: 'ada', role: 'admin', grants: [], principals: [owner.id] },
    })
    expect(await everything(db)).not.toContain(created.text.slice(-43))
  })

  it('opens nothing when it is changed by one character, whichever', async () => {
    const { db, clock, created } = await start()
    const { text } = created
    for (let at = 0; at < text.length; at++) {
      const changed = `${text.slice(0, at)}${text.charAt(at) === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`
      expect(await findTokenActor(db.query, changed, clock.now())).toBeUndefined()
    }
  })

  it('ends with its time, by revocation and with its owner', async () => {
    const { db, clock, ctx, created, owner } = await start()
    const actorAt = (now: number) => findTokenActor(db.query, created.text, now)
    expect(await actorAt(clock.now() + 30 * DAY_MS - 1)).toBeDefined()
    expect(await actorAt(clock.now() + 30 * DAY_MS)).toBeUndefined()

    await updateUser(ctx, { userId: owner.id, isDisabled: true })
    expect(await actorAt(clock.now())).toBeUndefined()
    await updateUser(ctx, { userId: owner.id, isDisabled: false })
    expect(await actorAt(clock.now())).toBeDefined()

    await revokeToken(ctx, created.token.id)
    await revokeToken(ctx, created.token.id)
    expect(await actorAt(clock.now())).toBeUndefined()
    expect(await auditedAs(db, 'token.revoked')).toHaveLength(1)
  })

  it('does no more than its owner may do now', async () => {
    const { db, clock, ctx, created, owner } = await start()
    await updateUser(ctx, { userId: owner.id, role: 'member' })
    expect(await findTokenActor(db.query, created.text, clock.now())).toMatchObject({ role: 'member' })
  })

  it('notes its last use at most once a minute', async () => {
    const { db, clock, ctx, created } = await start()
    const first = clock.now()
    await findTokenActor(db.query, created.text, first)
    await findTokenActor(db.query, created.text, first + 59_000)
    expect((await listTokens(ctx))[0]?.lastUsedAt).toBe(first)
    await findTokenActor(db.query, created.text, first + 61_000)
    expect((await listTokens(ctx))[0]?.lastUsedAt).toBe(first + 61_000)
  })

  it('cannot make another one, nor can who may not manage them', async () => {
    const { db, clock, created } = await start()
    const actor = await findTokenActor(db.query, created.text, clock.now())
    if (actor === undefined) throw new Error('the token does not hold')
    const more = { name: 'more', role: 'member' as const, expiresInDays: 1 }

    const attempt = createToken(buildContext({ db, actor }), more)
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
    const forAnother = createToken(buildContext({ db, actor: viewerActor }), { ...more, ownerId: actor.id })
    await expect(forAnother).rejects.toMatchObject({ code: 'forbidden' })
  })
})

async function everything(db: Database): Promise<string> {
  const tables = ['api_token', 'audit_event', 'user_account', 'setting'] as const
  const rows = await Promise.all(tables.map((table) => db.query.selectFrom(table).selectAll().execute()))
  return JSON.stringify(rows)
}
