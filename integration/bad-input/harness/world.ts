import type { Database } from '@/lib/db/connection'
import { openPostgresForTest, openSqliteForTest } from '@/lib/testing/database'
import { REGISTRY_ACCOUNT, startRegistry } from '@/lib/testing/registry'
import { type Api, openApi, syncToEnd } from './api'
import { type Canaries, drawCanaries } from './canaries'
import { untilQuiet } from './check-row'
import { pushContent } from './content'
import { openDoor } from './door'
import type { Caller } from './row'
import { type RunningServer, startServer } from './server'
import { type Csrf, readCsrf, signIn } from './session'

/** One Assay with everything around it, for one database. */
export interface World {
  readonly server: RunningServer
  readonly origin: string
  readonly database: Database
  readonly canaries: Canaries
  /** Everything that may never be seen again, by what it is. */
  readonly secrets: ReadonlySet<string>
  /** Headers by which a caller is known. */
  readonly callers: Readonly<Record<Caller, Readonly<Record<string, string>>>>
  readonly admin: Api
  /** Address of the real registry at the allowed address. */
  readonly registryUrl: string
  readonly facts: Facts
  stop(): Promise<void>
}

/** What rows need to know of the things in this world. */
export interface Facts {
  /** Of `team/app:v1`. */
  readonly digest: string
  readonly finishedJob: string
  readonly adminId: string
  readonly viewerId: string
  readonly revokedToken: string
  readonly adminToken: string
  readonly sessionCookie: string
  readonly csrf: Csrf
}

export type DatabaseKind = 'SQLite' | 'PostgreSQL'

/** Starts a registry with content, a server, and the people and tokens of the rows; main is fully indexed. */
export async function startWorld(kind: DatabaseKind): Promise<World> {
  const canaries = drawCanaries()
  const opened = await (kind === 'SQLite' ? openSqliteForTest() : openPostgresForTest())
  const registry = await startRegistry({ htpasswd: true })
  const authorization = `Basic ${btoa(`${REGISTRY_ACCOUNT.username}:${REGISTRY_ACCOUNT.password}`)}`
  const image = await pushContent({ url: registry.url, authorization })
  const door = await openDoor(registry.url)
  const server = await startServer({
    ...opened.location,
    databaseUrl: opened.location.databaseUrl?.replace('//assay@', `//assay:${canaries.databasePassword}@`),
    canaries,
    registry: { url: door.url, ...REGISTRY_ACCOUNT },
  })
  const people = await meet(server.origin, canaries)
  const job = await syncToEnd(people.admin, 'main')
  if (job.status !== 'succeeded') throw new Error(`The first crawl ended as ${JSON.stringify(job)}`)
  await connectMovable(people.admin, door.url)
  await untilQuiet(opened)
  return {
    server,
    origin: server.origin,
    database: opened.database,
    canaries,
    secrets: new Set([...Object.values(canaries), REGISTRY_ACCOUNT.password, ...people.tokens]),
    callers: people.callers,
    admin: people.admin,
    registryUrl: door.url,
    facts: { ...people.facts, digest: image.digest, finishedJob: String(job.id) },
    stop: async () => {
      await server.stop()
      await door.stop()
      await registry.stop()
      await opened.close()
    },
  }
}

/** A registry that may be changed and removed, unlike the one the environment declares. */
async function connectMovable(admin: Api, url: string): Promise<void> {
  const { username, password } = REGISTRY_ACCOUNT
  const reply = await admin.post('/registries', { name: 'movable', url, username, password })
  if (reply.status !== 201) throw new Error(`Connecting answered ${JSON.stringify(reply)}`)
  await syncToEnd(admin, 'movable')
}

async function meet(origin: string, canaries: Canaries) {
  const adminCookie = await signIn(origin, { name: 'admin', password: canaries.adminPassword })
  const asAdmin = openApi(origin, { cookie: adminCookie, origin })
  const viewer = await asAdmin.post('/users', {
    name: 'viewer',
    role: 'viewer',
    password: canaries.viewerPassword,
  })
  const viewerCookie = await signIn(origin, { name: 'viewer', password: canaries.viewerPassword })
  const make = async (name: string, role: string) =>
    (await asAdmin.post('/tokens', { name, role, expiresInDays: 1 })).body
  const [adminToken, viewerToken, revoked] = [
    await make('rows', 'admin'),
    await make('looks', 'viewer'),
    await make('revoked', 'admin'),
  ]
  await revoke(origin, adminCookie, String(revoked.id))
  const bearer = (token: Record<string, unknown>) => ({ authorization: `Bearer ${String(token.token)}` })
  return {
    admin: openApi(origin, bearer(adminToken)),
    tokens: [adminToken, viewerToken, revoked].map(({ token }) => String(token)),
    callers: {
      nobody: {},
      admin: bearer(adminToken),
      viewer: bearer(viewerToken),
      'admin-session': { cookie: adminCookie, origin, 'sec-fetch-site': 'same-origin' },
      'viewer-session': { cookie: viewerCookie, origin, 'sec-fetch-site': 'same-origin' },
    },
    facts: {
      adminId: String((await asAdmin.get('/me')).body.id),
      viewerId: String(viewer.body.id),
      revokedToken: String(revoked.token),
      adminToken: String(adminToken.token),
      sessionCookie: adminCookie,
      csrf: await readCsrf(origin),
    },
  }
}

async function revoke(origin: string, cookie: string, id: string): Promise<void> {
  const answer = await fetch(`${origin}/api/v1/tokens/${id}`, {
    method: 'DELETE',
    headers: { cookie, origin },
  })
  if (answer.status !== 204) throw new Error(`Revoking a token answered ${answer.status}`)
}
