import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { GET } from '@/app/api/v1/changes/route'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import { revokeToken } from '@/lib/access/use-cases/revoke-token'
import { announce } from '@/lib/changes/announce'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { adminActor, buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addTestRegistry, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { identify } from '../identify'
import { installRuntime } from '../runtime'
import { changeStream } from './change-stream'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  installRuntime(undefined)
})

async function world(db: Database) {
  const app = startTestRuntime({ db })
  stops.push(() => app.feed.close())
  await addTestRegistry(db, 'http://127.0.0.1:1')
  const ctx = buildContext({ db })
  const admin = await createUser(ctx, { name: 'root', role: 'admin', password: 'a-password-for-tests' })
  const made = await createToken(ctx, { name: 'ci', role: 'admin', expiresInDays: 1, ownerId: admin.id })
  const outsider = await createUser(ctx, { name: 'eve', role: 'member', password: 'a-password-for-tests' })
  const other = await createToken(ctx, { name: 'ci', role: 'member', expiresInDays: 1, ownerId: outsider.id })
  return { app, ctx, admin: made, outsider: other }
}

async function listen(token: string, headers: Readonly<Record<string, string>> = {}) {
  const leaving = new AbortController()
  stops.push(() => leaving.abort())
  const response = await GET(
    new Request(`${TEST_ORIGIN}/api/v1/changes`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: leaving.signal,
    }),
  )
  let text = ''
  const reader = response.body?.getReader()
  const ended = (async () => {
    const decoder = new TextDecoder()
    for (;;) {
      const part = await reader?.read()
      if (part === undefined || part.done) return
      text += decoder.decode(part.value)
    }
  })().catch(() => {})
  const until = async (needle: string) => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (text.includes(needle)) return text
      await sleep(20)
    }
    throw new Error(`never heard ${needle} in ${text}`)
  }
  return { response, until, ended, heard: () => text, leave: () => leaving.abort() }
}

eachDatabase('the change feed', (open) => {
  it('tells of a change after its commit, once for a topic, and of none that was rolled back', async () => {
    const db = await open()
    const { admin } = await world(db)
    const stream = await listen(admin.text)
    await stream.until('event: ready')
    await transaction(db, async (tx) => {
      await announce(tx, { topic: 'registries', what: 'settings' })
      throw new Error('rolled back')
    }).catch(() => {})
    await transaction(db, (tx) =>
      announce(
        tx,
        { topic: `registry:${REGISTRY_ID}`, what: 'tags' },
        { topic: `registry:${REGISTRY_ID}`, what: 'sync' },
        { topic: `registry:${REGISTRY_ID}`, what: 'tags' },
      ),
    )
    const text = await stream.until('event: change')
    expect(text.match(/event: change/g)).toHaveLength(1)
    expect(text).toContain('data: {"topic":"registry","registry":"main","what":["sync","tags"]}')
    expect(text).not.toContain(REGISTRY_ID)
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(stream.response.headers.get('cache-control')).toContain('no-transform')
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
  })

  it('goes on from the last event a listener heard', async () => {
    const db = await open()
    const { admin } = await world(db)
    const first = await listen(admin.text)
    await first.until('event: ready')
    await announce(db.query, { topic: 'registries', what: 'settings' })
    const [, mark = ''] = /id: (\d+)/.exec(await first.until('id: ')) ?? []
    first.leave()
    await announce(db.query, { topic: `registry:${REGISTRY_ID}`, what: 'tags' })

    const second = await listen(admin.text, { 'last-event-id': mark })
    expect(await second.until('event: ready')).toContain('"registry":"main"')
    const third = await listen(admin.text, { 'last-event-id': '999999' })
    expect(await third.until('event: ready')).toContain('event: reload')
  })

  it('tells nobody of what they may not see', async () => {
    const db = await open()
    const { admin, outsider } = await world(db)
    const [one, other] = [await listen(admin.text), await listen(outsider.text)]
    await Promise.all([one.until('event: ready'), other.until('event: ready')])
    await announce(db.query, { topic: `registry:${REGISTRY_ID}`, what: 'tags' })
    await one.until('event: change')
    await sleep(200)
    expect(other.heard()).not.toContain('event: change')
  })

  it('loses no change of a transaction that commits after a later one', async () => {
    const db = await open()
    if (db.dialect === 'sqlite') return
    const { admin } = await world(db)
    const stream = await listen(admin.text)
    await stream.until('event: ready')
    const slow = transaction(db, async (tx) => {
      await announce(tx, { topic: `registry:${REGISTRY_ID}`, what: 'tags' })
      await sleep(600)
    })
    await sleep(100)
    await announce(db.query, { topic: 'registries', what: 'settings' })
    const early = await stream.until('"registries"')
    expect(early).not.toContain('"registry":"main"')
    await slow
    expect(await stream.until('"registry":"main"')).toContain('"tags"')
  })

  it('ends promptly when the server stops, and takes nobody after that', async () => {
    const db = await open()
    const { app, admin } = await world(db)
    const stream = await listen(admin.text)
    await stream.until('event: ready')
    app.feed.close()
    await stream.ended
    expect(stream.heard()).toContain('event: end\ndata: {"reason":"stopping"}')
    expect((await listen(admin.text)).response.status).toBe(503)
  })

  it('reads the database only while somebody listens, and gives nobody more than twelve streams', async () => {
    const db = await open()
    const { app, admin } = await world(db)
    const streams = await Promise.all(Array.from({ length: 12 }, () => listen(admin.text)))
    const refused = await listen(admin.text)
    expect(refused.response.status).toBe(429)
    expect(refused.response.headers.get('retry-after')).toBe('15')
    for (const { leave } of streams) leave()
    await sleep(50)
    expect(app.feed.size).toBe(0)
  })

  it('ends when the listener may no longer listen', async () => {
    const db = await open()
    const { app, ctx, admin } = await world(db)
    const headers = new Headers({ authorization: `Bearer ${admin.text}` })
    const { actor } = await identify(headers, app)
    const signal = AbortSignal.timeout(20_000)
    const stream = changeStream(app, { actor, headers, signal, after: undefined, recheckMs: 30 })
    const text = new Response(stream).text()
    await sleep(150)
    expect(app.feed.size).toBe(1)
    await revokeToken(ctx, admin.token.id)
    expect(await text).toContain('event: end\ndata: {"reason":"session"}')
    expect(app.feed.size).toBe(0)
  })

  it('makes a reader that is too slow read everything again instead of keeping it all', async () => {
    const db = await open()
    const { app } = await world(db)
    const signal = AbortSignal.timeout(20_000)
    const request = { actor: adminActor, headers: new Headers(), signal, after: undefined }
    const reader = changeStream(app, request).getReader()
    for (let round = 0; round < 45; round += 1) {
      await announce(db.query, { topic: `registry:${REGISTRY_ID}`, what: 'tags' })
      await sleep(60)
    }
    const heard: string[] = []
    while (!heard.at(-1)?.includes('event: reload')) {
      const { value } = await reader.read()
      heard.push(new TextDecoder().decode(value))
    }
    expect(heard.length).toBeLessThan(40)
    await reader.cancel()
    expect(app.feed.size).toBe(0)
  })
})
