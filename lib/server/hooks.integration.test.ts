import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { listDeadLetters } from '@/lib/sync/use-cases/dead-letters'
import { endPreviousHookSecret } from '@/lib/sync/use-cases/rotate-hook-secret'
import { buildClock, buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { buildEvent, envelopeOf } from '@/lib/testing/event'
import { type HookServer, startHookServer } from '@/lib/testing/hook-server'
import { addTestRegistry, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { makeSecret } from '@/lib/testing/notifications'
import { startTestRuntime } from '@/lib/testing/runtime'
import { installRuntime } from './runtime'

const DIGEST = `sha256:${'a'.repeat(64)}`
const HOUR_MS = 3_600_000
let server: HookServer | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
  installRuntime(undefined)
})

async function start(db: Database) {
  const clock = buildClock()
  await addTestRegistry(db, 'http://127.0.0.1:9')
  startTestRuntime({ db, clock })
  const hooks = await startHookServer()
  server = hooks
  const send = async (
    secret: string,
    body: string,
    type = 'application/vnd.docker.distribution.events.v2+json',
  ) => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': type }
    const answer = await fetch(hooks.urlOf(REGISTRY_NAME), { method: 'POST', headers, body })
    return { status: answer.status, text: await answer.text() }
  }
  return { clock, send, url: hooks.urlOf(REGISTRY_NAME), secret: await makeSecret({ db, clock }) }
}

const events = (db: Database) => db.query.selectFrom('notification_event').selectAll().execute()
const letters = (db: Database) => db.query.selectFrom('notification_dead_letter').selectAll().execute()
const push = (id: string, tag = 'v1') => buildEvent({ id, tag, digest: DIGEST })

eachDatabase('the door of notifications', (open) => {
  it('lets in who has the secret, in any content type, and answers nothing', async () => {
    const db = await open()
    const { send, secret } = await start(db)

    for (const type of [
      'application/json',
      'text/plain',
      'application/vnd.docker.distribution.events.v1+json',
    ]) {
      expect(await send(secret, envelopeOf(push(type)), type)).toEqual({ status: 202, text: '' })
    }
    expect(await events(db)).toHaveLength(3)
  })

  it('refuses everybody else with 401, for a registry that is not there too', async () => {
    const db = await open()
    const { send, secret, url } = await start(db)
    const body = envelopeOf(push('1'))

    expect(await send('wrong', body)).toEqual({ status: 401, text: '' })
    expect(await send('', body)).toMatchObject({ status: 401 })
    const absent = url.replace(REGISTRY_NAME, 'absent')
    const answer = await fetch(absent, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body,
    })
    expect(answer.status).toBe(401)
    expect(await events(db)).toEqual([])
  })

  it('takes two secrets while one replaces the other, and no third', async () => {
    const db = await open()
    const { clock, send, secret: first } = await start(db)
    const second = await makeSecret({ db, clock }, 1)
    expect(await send(first, envelopeOf(push('1')))).toMatchObject({ status: 202 })
    expect(await send(second, envelopeOf(push('2')))).toMatchObject({ status: 202 })

    clock.advance(HOUR_MS)
    expect(await send(first, envelopeOf(push('3')))).toMatchObject({ status: 401 })

    const third = await makeSecret({ db, clock }, 24)
    expect(await send(first, envelopeOf(push('4')))).toMatchObject({ status: 401 })
    await endPreviousHookSecret(buildContext({ db, clock }), { registry: REGISTRY_NAME })
    expect(await send(second, envelopeOf(push('5')))).toMatchObject({ status: 401 })
    expect(await send(third, envelopeOf(push('6')))).toMatchObject({ status: 202 })
  })

  it('stores the secret by its fingerprint alone', async () => {
    const db = await open()
    const { secret } = await start(db)
    const rows = await db.query.selectFrom('notification_endpoint').selectAll().execute()
    const audit = await db.query.selectFrom('audit_event').selectAll().execute()

    expect(secret).toMatch(/^asyh_[A-Za-z0-9_-]{43}$/)
    expect(JSON.stringify([rows, audit])).not.toContain(secret)
    expect(JSON.stringify(audit)).toContain('hook-secret.created')
  })

  it('keeps an event once, however often it comes', async () => {
    const db = await open()
    const { send, secret } = await start(db)

    await send(secret, envelopeOf(push('same'), push('same')))
    await send(secret, envelopeOf(push('same')))

    expect(await events(db)).toHaveLength(1)
  })

  it('sets one bad event aside and takes the nine good ones', async () => {
    const db = await open()
    const { send, secret } = await start(db)
    const good = Array.from({ length: 9 }, (_, at) => push(`good ${at}`.replace(' ', '-')))
    const bad = buildEvent({ id: 'bad', action: '__proto__', tag: 'v1' })

    expect(await send(secret, envelopeOf(...good, bad))).toMatchObject({ status: 202 })
    await send(secret, envelopeOf(bad))

    expect(await events(db)).toHaveLength(9)
    expect(await letters(db)).toMatchObject([{ reason: 'unknown-action', is_whole: 1 }])
    const page = await listDeadLetters(buildContext({ db }), { registry: REGISTRY_NAME, limit: 10 })
    expect(page).toMatchObject({ total: 1, items: [{ reason: 'unknown-action' }] })
  })

  it('takes ten thousand events at once', async () => {
    const db = await open()
    const { send, secret } = await start(db)
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      id: `${at}`,
      action: 'push',
      target: { repository: 'a', tag: `${at}` },
    }))

    expect(await send(secret, envelopeOf(...many))).toMatchObject({ status: 202 })
    expect(await events(db)).toHaveLength(10_000)
  })

  it('stops reading behind a mebibyte', async () => {
    const db = await open()
    const { send, secret } = await start(db)
    const exact = envelopeOf().padEnd(1024 * 1024, ' ')

    expect(await send(secret, exact)).toMatchObject({ status: 202 })
    expect(await send(secret, `${exact} `)).toMatchObject({ status: 413 })
  })

  it('survives what PostgreSQL cannot store and what JSON cannot write', async () => {
    const db = await open()
    const { send, secret } = await start(db)
    const nested = `{"events":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`
    const actor = buildEvent({ id: 'nul', tag: 'v1', actor: 'a\u0000b\u202e', client: '\ud800 x' })

    expect(await send(secret, nested)).toMatchObject({ status: 202 })
    expect(await send(secret, 'not \u0000 json')).toMatchObject({ status: 202 })
    expect(await send(secret, envelopeOf(actor))).toMatchObject({ status: 202 })

    expect(await letters(db)).toHaveLength(2)
    expect(await events(db)).toMatchObject([{ actor_name: 'aU+0000bU+202E' }])
  })
})

describe('an address of notifications', () => {
  it('answers 503 while nothing can be written down, so that nothing is lost', async () => {
    installRuntime(undefined)
    server = await startHookServer()
    const asked = httpRequest(server.urlOf('main'), { method: 'POST' })
    asked.end('{}')
    const [answer] = await once(asked, 'response')

    expect(answer.statusCode).toBe(503)
  })
})
