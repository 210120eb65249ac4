import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resetThrottle } from '@/lib/access/throttle'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import { contracts } from '@/lib/api/contracts'
import type { Endpoint } from '@/lib/api/contracts/endpoint'
import { createRegistryPool } from '@/lib/connections/pool'
import { declareRegistry } from '@/lib/connections/use-cases/declare-registry'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import type { RouteHandler } from './route'
import { installRuntime, type Runtime } from './runtime'
import { renewSession } from './session'

const PASSWORD = 'a-password-for-tests'
const app = fileURLToPath(new URL('../../app', import.meta.url))
const testKey = new Secret(Buffer.alloc(32, 9).toString('base64'))
/** Nobody listens there: the registry is known and down. */
const SILENT_REGISTRY = 'http://127.0.0.1:59997'

/** A body each contract accepts; what it asks for may still be refused or fail. */
const BODIES: Readonly<Record<string, unknown>> = {
  createRegistry: { name: 'other', url: SILENT_REGISTRY },
  updateRegistry: {},
  changePassword: { currentPassword: 'not-the-password', newPassword: 'a-new-password-1' },
  createUser: { name: 'newcomer', role: 'viewer', password: PASSWORD },
  updateUser: { role: 'viewer' },
  createToken: { name: 'ci', role: 'viewer', expiresInDays: 1 },
  setup: { setupToken: 'x', name: 'eve', password: PASSWORD },
}
const QUERIES: Readonly<Record<string, string>> = { deleteRegistry: '?confirm=wrong', search: '?q=a' }
/** Everybody who is signed in, though not a token. */
const FOR_PEOPLE = new Set(['changePassword'])
const endpoints: readonly (readonly [string, Endpoint])[] = Object.entries(contracts)

beforeEach(() => resetThrottle())
afterEach(() => installRuntime(undefined))

eachDatabase('every endpoint', (open) => {
  it.each(['as it is', 'with a registry of that name'])('is closed to strangers, %s', async (setting) => {
    const world = await startWorld(open, setting !== 'as it is')
    const before = await rowCounts(world.db)
    for (const [name, contract] of endpoints) {
      if (contract.access === 'public') continue
      const answer = await world.call(name, contract, {})
      expect(answer, name).toMatchObject({ status: 401, code: 'unauthenticated' })
    }
    expect(await rowCounts(world.db)).toEqual(before)
  })

  it('that changes something for all is closed to viewers, and says so', async () => {
    const world = await startWorld(open, true)
    const before = await rowCounts(world.db)
    for (const [name, contract] of endpoints) {
      if (!isForAdmins(name, contract)) continue
      for (const headers of [await world.cookie('viewer'), world.token('viewer')]) {
        const answer = await world.call(name, contract, headers)
        expect(answer, name).toMatchObject({ status: 403, code: 'forbidden' })
      }
    }
    expect(await rowCounts(world.db)).toEqual(before)
  })

  it('lets in who may, and never fails by itself', async () => {
    const world = await startWorld(open, true)
    for (const [name, contract] of endpoints) {
      if (contract.access === 'public') continue
      const admin = await world.call(name, contract, await world.cookie('admin'))
      expectSound(name, admin)
      if (isForAdmins(name, contract)) continue
      expectSound(name, await world.call(name, contract, await world.cookie('viewer')))
    }
  })

  it('that makes people or tokens is closed to tokens, an admin’s too', async () => {
    const world = await startWorld(open, true)
    for (const [name, contract] of endpoints) {
      if (contract.tag !== 'People' || name === 'me' || contract.access === 'public') continue
      const answer = await world.call(name, contract, world.token('admin'))
      expect(answer, name).toMatchObject({ status: 403, code: 'forbidden' })
    }
  })

  it('that changes something wants a page of ours behind a cookie, and nothing behind a token', async () => {
    const world = await startWorld(open, true)
    const cookie = await world.cookie('admin')
    for (const [name, contract] of endpoints) {
      if (contract.method === 'GET' || contract.access === 'public') continue
      for (const page of [
        { origin: 'https://evil.test' },
        { 'sec-fetch-site': 'cross-site' },
        { origin: '' },
      ]) {
        const answer = await world.call(name, contract, { ...cookie, ...page })
        expect(answer, name).toMatchObject({ status: 403, code: 'cross-site-request' })
      }
    }
    const both = { ...world.token('viewer'), cookie: cookie.cookie, origin: 'https://evil.test' }
    const answer = await world.call('me', contracts.me, both)
    expect(answer).toMatchObject({ status: 200, body: { kind: 'token', role: 'viewer' } })
  })
})

describe('the tables of this test', () => {
  it('have a body for each contract that takes one', () => {
    const wanted = endpoints.filter(([, contract]) => contract.body).map(([name]) => name)
    expect(Object.keys(BODIES).toSorted()).toEqual(wanted.toSorted())
  })
})

function isForAdmins(name: string, contract: Endpoint): boolean {
  return contract.problems.includes('forbidden') && !FOR_PEOPLE.has(name)
}

interface Answer {
  readonly status: number
  readonly code: unknown
  readonly body: unknown
}

/** A known registry that is down may be the reason of a failure; a bug of ours may not. */
function expectSound(name: string, answer: Answer): void {
  expect([500, 503], `${name}: ${JSON.stringify(answer)}`).not.toContain(answer.status)
  expect(['unauthenticated', 'forbidden'], name).not.toContain(answer.code)
}

async function startWorld(open: () => Promise<Database>, hasRegistry: boolean) {
  const db = await open()
  const key = { kid: 'test', material: testKey }
  const registries = createRegistryPool({
    db,
    egress: { allowedCidrs: ['127.0.0.0/8'] },
    keyring: { current: key, previous: [] },
  })
  const runtime = startTestRuntime({ db, registries })
  const ctx = buildContext({ db, registries })
  if (hasRegistry) await declareRegistry(ctx, { url: SILENT_REGISTRY, username: null, password: null })

  const people = {
    admin: await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD }),
    viewer: await createUser(ctx, { name: 'ada', role: 'viewer', password: PASSWORD }),
  }
  const spare = await createUser(ctx, { name: 'spare', role: 'viewer', password: PASSWORD })
  const tokenOf = (role: 'admin' | 'viewer') =>
    createToken(ctx, { name: 'ci', role, expiresInDays: 1, ownerId: people[role].id })
  const tokens = { admin: await tokenOf('admin'), viewer: await tokenOf('viewer') }
  const params: Readonly<Record<string, string>> = {
    registry: 'main',
    repository: 'team~app',
    tag: 'latest',
    digest: `sha256:${'0'.repeat(64)}`,
    job: `job_${'0'.repeat(29)}`,
    user: spare.id,
    token: (await tokenOf('viewer')).token.id,
  }
  return {
    db,
    cookie: async (role: 'admin' | 'viewer') => ({
      cookie: await sessionCookie(runtime, people[role].id),
      origin: TEST_ORIGIN,
    }),
    token: (role: 'admin' | 'viewer') => ({ authorization: `Bearer ${tokens[role].text}` }),
    async call(name: string, contract: Endpoint, headers: Readonly<Record<string, string>>): Promise<Answer> {
      const path = contract.path.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? key)
      const handler = await handlerOf(contract)
      const response = await handler(
        new Request(`${TEST_ORIGIN}${path}${QUERIES[name] ?? ''}`, {
          method: contract.method,
          headers: { ...headers, ...(contract.body && { 'content-type': 'application/json' }) },
          ...(contract.body && { body: JSON.stringify(BODIES[name]) }),
        }),
      )
      const text = await response.text()
      const body: unknown = text === '' ? null : JSON.parse(text)
      const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
      return { status: response.status, code, body }
    },
  }
}

async function handlerOf(contract: Endpoint): Promise<RouteHandler> {
  const file = `${app}${contract.path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`
  const module: Record<string, RouteHandler> = await import(/* @vite-ignore */ file)
  const handler = module[contract.method]
  if (handler === undefined) throw new Error(`${contract.method} ${contract.path} is not served`)
  return handler
}

async function sessionCookie(runtime: Runtime, userId: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const session = { userId, sessionVersion: 1, startedAt: now, renewedAt: now, via: 'local' } as const
  return (await renewSession(session, runtime.settings)).split(';', 1)[0] ?? ''
}

async function rowCounts(db: Database): Promise<Record<string, number>> {
  const tables = ['registry', 'user_account', 'api_token', 'job', 'setting', 'repository'] as const
  const counts = tables.map(async (table) => {
    const rows = await db.query.selectFrom(table).selectAll().execute()
    return [table, rows.length] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}
