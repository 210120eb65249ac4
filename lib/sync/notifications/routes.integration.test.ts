import { afterEach, expect, it } from 'vitest'
import * as retry from '@/app/api/v1/registries/[registry]/notifications/dead-letters/[letter]/retry/route'
import * as letter from '@/app/api/v1/registries/[registry]/notifications/dead-letters/[letter]/route'
import * as letters from '@/app/api/v1/registries/[registry]/notifications/dead-letters/route'
import * as state from '@/app/api/v1/registries/[registry]/notifications/route'
import * as previous from '@/app/api/v1/registries/[registry]/notifications/secret/previous/route'
import * as secret from '@/app/api/v1/registries/[registry]/notifications/secret/route'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import type { Database } from '@/lib/db/connection'
import type { RouteHandler } from '@/lib/server/route'
import { installRuntime } from '@/lib/server/runtime'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { buildEvent, envelopeOf } from '@/lib/testing/event'
import { addTestRegistry, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'

afterEach(() => installRuntime(undefined))

const BASE = '/api/v1/registries/main/notifications'

interface Sent {
  readonly as?: 'admin' | 'member'
  readonly body?: object
}

async function startWorld(db: Database) {
  const app = startTestRuntime({ db })
  await addTestRegistry(db, 'http://127.0.0.1:9')
  const ctx = buildContext({ db })
  const tokenOf = async (name: string, role: 'admin' | 'member') => {
    const { id } = await createUser(ctx, { name, role, password: 'a-password-for-tests' })
    return (await createToken(ctx, { name: 'ci', role, expiresInDays: 1, ownerId: id })).text
  }
  const tokens = { admin: await tokenOf('root', 'admin'), member: await tokenOf('eve', 'member') }
  const call = async (handler: RouteHandler, asked: string, { as = 'admin', body }: Sent = {}) => {
    const [method = 'GET', path = ''] = asked.split(' ')
    const answer = await handler(
      new Request(`${TEST_ORIGIN}${path}`, {
        method,
        headers: { authorization: `Bearer ${tokens[as]}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  return { app, call }
}

eachDatabase('the API of notifications', (open) => {
  it('makes a secret, shows it once, and ends the one before', async () => {
    const { call } = await startWorld(await open())
    expect(await call(state.GET, `GET ${BASE}`)).toMatchObject({
      status: 200,
      body: {
        health: 'off',
        secret: null,
        url: `${TEST_ORIGIN}/api/hooks/main`,
        pullsSince: null,
        lag: null,
      },
    })

    const first = await call(secret.POST, `POST ${BASE}/secret`, { body: {} })
    expect(first).toMatchObject({ status: 201, body: { previousUntil: null } })
    const second = await call(secret.POST, `POST ${BASE}/secret`, { body: { keepPreviousHours: 2 } })
    expect(second.body.previousUntil).toBeGreaterThan(Date.now())

    const shown = await call(state.GET, `GET ${BASE}`)
    expect(shown.body).toMatchObject({
      health: 'waiting',
      secret: { previousUntil: second.body.previousUntil },
    })
    expect(JSON.stringify(shown.body)).not.toContain(second.body.secret)
    expect(await call(previous.DELETE, `DELETE ${BASE}/secret/previous`)).toMatchObject({ status: 204 })
    expect((await call(state.GET, `GET ${BASE}`)).body.secret.previousUntil).toBeNull()
  })

  it('lists what was not understood, tries it again and drops it', async () => {
    const { app, call } = await startWorld(await open())
    const bad = [buildEvent({ id: '1', action: 'explode', tag: 'v1' }), { id: '2' }, 'no event']
    await app.inbox.take({ registryId: REGISTRY_ID, text: envelopeOf(...bad), receivedAt: Date.now() })
    await app.inbox.take({ registryId: REGISTRY_ID, text: 'no json', receivedAt: Date.now() + 1 })

    const listed = await call(letters.GET, `GET ${BASE}/dead-letters?limit=2`)
    expect(listed).toMatchObject({
      status: 200,
      body: { total: 4, items: [{ reason: 'bad-json', canRetry: false }, {}] },
    })
    const path = `${BASE}/dead-letters/${listed.body.items[1].id}`
    expect(await call(retry.POST, `POST ${path}/retry`)).toMatchObject({
      status: 200,
      body: { outcome: 'unreadable' },
    })
    expect(await call(letter.DELETE, `DELETE ${path}`)).toMatchObject({ status: 204 })
    expect(await call(letter.DELETE, `DELETE ${path}`)).toMatchObject({ status: 404 })
    expect(await call(retry.POST, `POST ${path}/retry`)).toMatchObject({ status: 404 })
    expect(await call(letters.DELETE, `DELETE ${BASE}/dead-letters`)).toMatchObject({ status: 204 })
    expect((await call(letters.GET, `GET ${BASE}/dead-letters`)).body.total).toBe(0)
  })

  it('is for admins, and says the same of a registry that is not there', async () => {
    const { call } = await startWorld(await open())

    const refused = [
      call(state.GET, `GET ${BASE}`, { as: 'member' }),
      call(secret.POST, `POST ${BASE}/secret`, { as: 'member', body: {} }),
      call(letters.GET, `GET ${BASE}/dead-letters`, { as: 'member' }),
      call(letters.DELETE, `DELETE ${BASE}/dead-letters`, { as: 'member' }),
    ]
    for (const answer of await Promise.all(refused)) expect(answer).toMatchObject({ status: 403 })
    const absent = BASE.replace('main', 'absent')
    expect(await call(state.GET, `GET ${absent}`)).toMatchObject({ status: 404 })
    expect(await call(secret.POST, `POST ${absent}/secret`, { body: {} })).toMatchObject({ status: 404 })
    const long = { keepPreviousHours: 169 }
    expect(await call(secret.POST, `POST ${BASE}/secret`, { body: long })).toMatchObject({ status: 422 })
  })

  it('reads a letter again once it can be read', async () => {
    const db = await open()
    const { call } = await startWorld(db)
    const content = JSON.stringify(buildEvent({ id: 'late', tag: 'v1' }))
    const row = { id: 'dlt_1', registry_id: REGISTRY_ID, fingerprint: 'f', reason: 'unknown-action', content }
    await db.query
      .insertInto('notification_dead_letter')
      .values({ ...row, is_whole: 1, received_at: Date.now() })
      .execute()

    const path = `${BASE}/dead-letters/dlt_1/retry`
    expect(await call(retry.POST, `POST ${path}`)).toMatchObject({ status: 200, body: { outcome: 'read' } })
    const kept = await db.query.selectFrom('notification_event').select('event_id').execute()
    expect(kept).toEqual([{ event_id: 'late' }])
    expect((await call(letters.GET, `GET ${BASE}/dead-letters`)).body.total).toBe(0)
  })
})
