import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Context } from '@/lib/access/context'
import type { LdapSettings } from '@/lib/access/external/settings'
import { insertGrant } from '@/lib/access/store/grant'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import { createRegistryPool } from '@/lib/connections/pool'
import { insertRegistry } from '@/lib/connections/store'
import type { GrantRole, SystemRole } from '@/lib/core/actor'
import { type Clock, systemClock } from '@/lib/core/clock'
import { newId } from '@/lib/core/ids'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { ownTokens } from '@/lib/docker-token/own-tokens'
import type { Trust } from '@/lib/docker-token/signing-key'
import { readTrust } from '@/lib/docker-token/use-cases/read-trust'
import { updateDockerSignIn } from '@/lib/docker-token/use-cases/update-docker-sign-in'
import { getBundle, getKeys, getToken, postToken } from '@/lib/server/docker-token/route'
import { buildContext } from './context'
import { startTestRuntime } from './runtime'

const testKeyring = {
  current: { kid: 'test', material: new Secret(Buffer.alloc(32, 7).toString('base64')) },
  previous: [],
}

export const TOKEN_PASSWORD = 'a long enough password'

export interface TokenWorld {
  readonly ctx: Context
  /** Where the token service answers over HTTP. */
  readonly origin: string
  readonly registryId: string
  /** Certificates of the keys that sign, as an operator would download them. */
  bundle(): Promise<string>
  /** A person with `TOKEN_PASSWORD`; grants are on paths of the one registry. */
  person(name: string, rights: PersonRights): Promise<string>
  apiToken(
    ownerId: string,
    role: GrantRole | SystemRole,
    path?: string,
  ): Promise<{ id: string; text: string }>
  stop(): Promise<void>
}

export interface PersonRights {
  readonly role?: SystemRole
  readonly grants?: Readonly<Record<string, GrantRole>>
}

export interface TokenWorldParts {
  readonly db: Database
  /** Of the registry behind it; none has to be there. */
  readonly registryUrl?: string
  readonly clock?: Clock
  readonly trust?: Trust
  readonly ldap?: LdapSettings
}

/** The token service over HTTP for a registry of the name and service `main`, without the rest of the server. */
export async function startTokenWorld(parts: TokenWorldParts): Promise<TokenWorld> {
  const { db, clock = systemClock, ldap = null } = parts
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  const origin = `http://127.0.0.1:${address.port}`

  const registries = createRegistryPool({
    db,
    egress: { allowedCidrs: ['127.0.0.0/8'] },
    keyring: testKeyring,
    tokenSource: (id) =>
      ownTokens(id, origin, { db, clock, unsealAt: (place, sealed) => registries.unsealAt(place, sealed) }),
  })
  startTestRuntime({ db, clock, registries, settings: { publicOrigin: origin, ldap } })
  const ctx = buildContext({ db, clock, registries })
  const registryId = await addRegistry(ctx, parts)
  return {
    ctx,
    origin,
    registryId,
    bundle: async () => (await readTrust(ctx)).bundle,
    person: (name, rights) => addPerson(ctx, { name, registryId, ...rights }),
    apiToken: async (ownerId, role, path = '') => {
      const scopes =
        role === 'admin' || role === 'auditor' || role === 'member' ? {} : { scopes: [{ registryId, path }] }
      const created = await createToken(ctx, { name: 'ci', role, expiresInDays: 1, ownerId, ...scopes })
      return { id: created.token.id, text: created.text }
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await registries.forget(registryId)
    },
  }
}

const ROUTES: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  'GET /api/token': getToken,
  'POST /api/token': postToken,
  'GET /api/token/keys': getKeys,
  'GET /api/token/bundle': getBundle,
}

/** Hands a request to our handlers as Next does. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const handler = ROUTES[`${request.method} ${url.pathname}`]
  if (handler === undefined) {
    response.writeHead(404).end()
    return
  }
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const body = request.method === 'POST' ? await buffer(request) : null
  const answered = await handler(new Request(url, { method: request.method ?? 'GET', headers, body }))
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  response.end(Buffer.from(await answered.arrayBuffer()))
}

async function addRegistry(ctx: Context, { registryUrl, trust }: TokenWorldParts): Promise<string> {
  const id = newId('reg')
  await insertRegistry(
    ctx.db.query,
    {
      id,
      name: 'main',
      isDeclared: false,
      url: registryUrl ?? 'http://127.0.0.1:1',
      username: null,
      passwordSealed: null,
      realmOrigin: null,
      caPem: null,
      repositories: null,
      namespaces: null,
    },
    ctx.clock.now(),
  )
  await updateDockerSignIn(ctx, 'main', { isEnabled: true, trust })
  return id
}

interface NewPerson extends PersonRights {
  readonly name: string
  readonly registryId: string
}

async function addPerson(ctx: Context, { name, role = 'member', grants = {}, registryId }: NewPerson) {
  const { id } = await createUser(ctx, { name, role, password: TOKEN_PASSWORD })
  for (const [path, granted] of Object.entries(grants)) {
    await insertGrant(ctx.db.query, {
      id: newId('gra'),
      principalKind: 'user',
      principalId: id,
      registryId,
      path,
      role: granted,
      createdBy: 'system',
      createdAt: ctx.clock.now(),
    })
  }
  return id
}
