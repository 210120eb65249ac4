import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { webhookEvent } from '@/lib/api/contracts/webhooks'
import { createRegistryPool } from '@/lib/connections/pool'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { buildContext, buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addTestRegistry, REGISTRY_ID, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { WEBHOOK_EVENTS } from '@/lib/webhooks/rules/event-types'
import { queueDeliveries } from './queue'
import { startSender } from './sender'
import { claimDeliveries, saveAttempt } from './store/claims'
import { createWebhook } from './use-cases/create-webhook'
import { listDeliveries } from './use-cases/list-deliveries'
import { listWebhooks } from './use-cases/list-webhooks'
import { pingWebhook } from './use-cases/ping-webhook'
import { redeliver } from './use-cases/redeliver'
import { updateWebhook } from './use-cases/update-webhook'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

interface Heard {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Somebody who is told: answers with the statuses given, the last one for ever. */
async function startListener(...statuses: readonly number[]) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      const status = statuses[Math.min(heard.length, statuses.length) - 1] ?? 204
      response.writeHead(status, { location: '/elsewhere' })
      response.end(status === 204 ? undefined : 'a word of theirs')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/hook`, heard }
}

function contextOf(db: Database, allowedCidrs: readonly string[] = ['127.0.0.0/8']) {
  const key = { kid: 'test', material: new Secret(Buffer.alloc(32, 5).toString('base64')) }
  const registries = createRegistryPool({
    db,
    egress: { allowedCidrs },
    keyring: { current: key, previous: [] },
  })
  return buildContext({ db, registries })
}

function runSender(ctx: ReturnType<typeof contextOf>) {
  const sender = startSender({ context: () => ctx, pollMs: 20 })
  stops.push(() => sender.stop())
}

async function until<T>(read: () => T | Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const value = await read()
    if (isDone(value)) return value
    await sleep(25)
  }
  throw new Error('It never came to that.')
}

const everything = { registry: null, namespace: '', isPaused: false } as const
const moved = {
  type: 'tag.moved',
  registryId: REGISTRY_ID,
  repository: 'team/app',
  facts: { tag: 'latest', digest: 'sha256:b', previousDigest: 'sha256:a' },
} as const

eachDatabase('a webhook', (open) => {
  it('is told, signed so that the listener can tell it from anybody else’s words', async () => {
    const db = await open()
    await addTestRegistry(db, 'http://127.0.0.1:1')
    const ctx = contextOf(db)
    const { url, heard } = await startListener(204)
    const { webhook, secret } = await createWebhook(ctx, { ...everything, url, events: ['tag.moved'] })
    runSender(ctx)
    await transaction(db, (tx) => queueDeliveries(tx, moved))
    await until(
      () => heard.length,
      (count) => count === 1,
    )

    const { headers, body } = heard[0] ?? { headers: {}, body: '' }
    expect(JSON.parse(body)).toMatchObject({
      type: 'tag.moved',
      registry: REGISTRY_NAME,
      repository: 'team/app',
      tag: 'latest',
      previousDigest: 'sha256:a',
    })
    const [, seconds = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['assay-signature'])) ?? []
    expect(mac).toBe(createHmac('sha256', secret.reveal()).update(`${seconds}.${body}`).digest('hex'))
    expect(headers['assay-delivery']).toMatch(/^dlv_/)
    const log = await until(
      () => listDeliveries(ctx, { webhook: webhook.id, limit: 10 }),
      ({ items }) => items[0]?.state === 'delivered',
    )
    expect(log.items).toMatchObject([{ event_type: 'tag.moved', attempt: 1, status: 204, code: null }])
    const stored = await db.query.selectFrom('webhook').select('secret_sealed').executeTakeFirst()
    expect(stored?.secret_sealed).not.toContain(secret.reveal())
  })

  it('hears nothing of a change that was rolled back, nor of what it did not ask for', async () => {
    const db = await open()
    await addTestRegistry(db, 'http://127.0.0.1:1')
    const ctx = contextOf(db)
    const { url } = await startListener(204)
    const { webhook } = await createWebhook(ctx, {
      ...everything,
      url,
      events: ['tag.moved'],
      registry: REGISTRY_NAME,
      namespace: 'team',
    })
    await transaction(db, async (tx) => {
      await queueDeliveries(tx, moved)
      throw new Error('rolled back')
    }).catch(() => {})
    await queueDeliveries(db.query, { ...moved, type: 'tag.deleted' }, { ...moved, repository: 'teams/app' })
    expect((await listDeliveries(ctx, { webhook: webhook.id, limit: 10 })).total).toBe(0)
    await updateWebhook(ctx, { webhook: webhook.id, isPaused: true })
    await queueDeliveries(db.query, moved)
    expect((await listDeliveries(ctx, { webhook: webhook.id, limit: 10 })).total).toBe(0)
  })

  it('is told again, later, when it fails, and follows no redirect', async () => {
    const db = await open()
    const ctx = contextOf(db)
    const { url, heard } = await startListener(302, 500, 204)
    const { webhook } = await createWebhook(ctx, { ...everything, url, events: ['tag.moved'] })
    const delivery = await pingWebhook(ctx, { webhook: webhook.id })
    runSender(ctx)
    const read = async () => (await listDeliveries(ctx, { webhook: webhook.id, limit: 10 })).items[0]
    for (const status of [302, 500, 204]) {
      await until(read, (row) => row?.status === status)
      const waits = (await read())?.next_at ?? 0
      if (status !== 204) expect(waits).toBeGreaterThan(Date.now() + 5_000)
      await db.query.updateTable('webhook_delivery').set({ next_at: 0 }).execute()
    }
    expect(heard.map(({ headers }) => headers['assay-delivery'])).toEqual([delivery, delivery, delivery])
    expect(heard.map(({ headers }) => headers['assay-attempt'])).toEqual(['1', '2', '3'])
    expect(await read()).toMatchObject({ state: 'delivered', attempt: 3, status: 204 })

    const again = await redeliver(ctx, { webhook: webhook.id, delivery })
    await until(
      () => heard.length,
      (count) => count === 4,
    )
    expect(heard[3]?.headers['assay-delivery']).toBe(again)
    expect(heard[3]?.body).toBe(heard[0]?.body)
  })

  it('is never reached at an address the operator does not allow', async () => {
    const db = await open()
    const { url, heard } = await startListener(204)
    const strict = contextOf(db, [])
    await expect(createWebhook(strict, { ...everything, url, events: ['tag.moved'] })).rejects.toMatchObject({
      code: 'url-not-allowed',
    })
    const { webhook } = await createWebhook(contextOf(db), { ...everything, url, events: ['tag.moved'] })
    runSender(strict)
    await pingWebhook(strict, { webhook: webhook.id })
    const [summary] = await until(
      () => listWebhooks(strict),
      ([first]) => first?.health.lastAt !== null,
    )
    expect(summary?.health).toMatchObject({ lastCode: 'upstream-blocked', lastStatus: null, pending: 1 })
    expect(heard).toEqual([])
  })

  it('takes no result of a sender that lost its delivery', async () => {
    const db = await open()
    const ctx = contextOf(db)
    const { url } = await startListener(204)
    const { webhook } = await createWebhook(ctx, { ...everything, url, events: ['tag.moved'] })
    await pingWebhook(ctx, { webhook: webhook.id })
    const [slow] = await claimDeliveries(db, { limit: 1, except: [] })
    expect(await claimDeliveries(db, { limit: 1, except: [] })).toEqual([])
    await db.query.updateTable('webhook_delivery').set({ next_at: 0 }).execute()
    const [quick] = await claimDeliveries(db, { limit: 1, except: [] })
    if (slow === undefined || quick === undefined) throw new Error('nothing was claimed')
    const result = { status: 204, code: null, at: 1, durationMs: 1, verdict: { kind: 'delivered' } } as const
    expect(await saveAttempt(db, { claim: slow, ...result })).toBe(false)
    expect(await saveAttempt(db, { claim: quick, ...result })).toBe(true)
  })

  it('is looked after by who owns all it hears of, and unknown to others', async () => {
    const db = await open()
    await addTestRegistry(db, 'http://127.0.0.1:1')
    const ctx = contextOf(db)
    const { url } = await startListener(204)
    const { webhook } = await createWebhook(ctx, { ...everything, url, events: ['tag.moved'] })
    const owner = buildPerson('olga', { grants: [{ role: 'owner', registryId: REGISTRY_ID, path: 'team' }] })
    const asOwner = { ...ctx, actor: owner }
    expect(await listWebhooks(asOwner)).toEqual([])
    await expect(pingWebhook(asOwner, { webhook: webhook.id })).rejects.toMatchObject({ code: 'not-found' })
    const own = { ...everything, url, events: ['tag.moved'], registry: REGISTRY_NAME }
    await expect(createWebhook(asOwner, own)).rejects.toMatchObject({ code: 'forbidden' })
    await createWebhook(asOwner, { ...own, namespace: 'team' })
    expect(await listWebhooks(asOwner)).toHaveLength(1)
  })
})

describe('the events of webhooks', () => {
  it('are the ones the API offers', () => {
    expect([...webhookEvent.options].toSorted()).toEqual(Object.keys(WEBHOOK_EVENTS).toSorted())
  })
})
