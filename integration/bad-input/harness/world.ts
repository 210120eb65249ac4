import type { Database } from '@/lib/db/connection'
import { OIDC_CLIENT } from '@/lib/testing/oidc-provider'
import { REGISTRY_ACCOUNT, startRegistry } from '@/lib/testing/registry'
import { type Api, openApi, syncToEnd } from './api'
import { type Canaries, drawCanaries } from './canaries'
import { untilQuiet } from './check-row'
import { pushContent } from './content'
import { type DatabaseKind, makeDatabase } from './database'
import { openDoor } from './door'
import type { Caller } from './row'
import { type RunningServer, startServer } from './server'
import { type Csrf, readCsrf, signIn } from './session'
import { drawShownOnce } from './shown-once'

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
  /** With which `main` may deliver events, `movable`, and nobody any more. */
  readonly hookSecret: string
  readonly otherHookSecret: string
  readonly endedHookSecret: string
}

type Keep = <T extends { stop(): Promise<void> }>(started: T) => T

/** Starts a registry with content, a server, and the people and tokens of the rows; all of it is indexed. */
export async function startWorld(kind: DatabaseKind): Promise<World> {
  const started: { stop(): Promise<void> }[] = []
  const stop = async () => {
    for (const one of started.splice(0).reverse()) await one.stop()
  }
  try {
    const keep: Keep = (one) => {
      started.push(one)
      return one
    }
    return { ...(await build(kind, keep)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function build(kind: DatabaseKind, keep: Keep): Promise<Omit<World, 'stop'>> {
  const canaries = drawCanaries()
  const opened = keep(await makeDatabase(kind, canaries.databasePassword))
  const registry = keep(await startRegistry({ htpasswd: true }))
  const { username, password } = REGISTRY_ACCOUNT
  const authorization = `Basic ${btoa(`${username}:${password}`)}`
  const image = await pushContent({ url: registry.url, authorization })
  const door = keep(await openDoor(registry.url))
  const server = keep(
    await startServer({ ...opened, canaries, registry: { url: door.url, username, password } }),
  )

  const people = await meet(server.origin, canaries)
  const job = await syncToEnd(people.admin, 'main')
  await connectMovable(people.admin, door.url)
  await turnOnDockerSignIn(people.admin)
  const hooks = await makeHookSecrets(people.admin)
  await untilQuiet(opened)
  // The first list with a second page makes the key of all cursors.
  await people.admin.get('/registries/main/repositories?limit=1')
  return {
    server,
    origin: server.origin,
    database: opened.database,
    canaries,
    secrets: new Set([
      ...Object.values(canaries),
      password,
      ...people.tokens,
      OIDC_CLIENT.secret,
      ...people.shownOnce,
      ...Object.values(hooks),
    ]),
    callers: people.callers,
    admin: people.admin,
    registryUrl: door.url,
    facts: { ...people.facts, ...hooks, digest: image.digest, finishedJob: String(job.id) },
  }
}

/** A registry that may be changed and removed, unlike the one the environment declares. */
async function connectMovable(admin: Api, url: string): Promise<void> {
  const { username, password } = REGISTRY_ACCOUNT
  const reply = await admin.post('/registries', { name: 'movable', url, username, password })
  if (reply.status !== 201) throw new Error(`Connecting answered ${JSON.stringify(reply)}`)
  await syncToEnd(admin, 'movable')
}

/** One registry of the two gives tokens out. */
async function turnOnDockerSignIn(admin: Api): Promise<void> {
  const reply = await admin.patch('/registries/main/docker-sign-in', { isEnabled: true })
  if (reply.status !== 200) throw new Error(`Turning Docker sign-in on answered ${JSON.stringify(reply)}`)
}

/** Both registries may deliver events; the first secret of `main` was replaced at once. */
async function makeHookSecrets(admin: Api) {
  const make = async (registry: string) => {
    const path = `/registries/${registry}/notifications/secret`
    const reply = await admin.post(path, { keepPreviousHours: 0 })
    if (reply.status !== 201) throw new Error(`Making a secret answered ${JSON.stringify(reply)}`)
    return String(reply.body.secret)
  }
  const endedHookSecret = await make('main')
  return { endedHookSecret, hookSecret: await make('main'), otherHookSecret: await make('movable') }
}

async function meet(origin: string, canaries: Canaries) {
  const adminCookie = await signIn(origin, { name: 'admin', password: canaries.adminPassword })
  const asAdmin = openApi(origin, { cookie: adminCookie, origin })
  const viewer = await asAdmin.post('/users', {
    name: 'viewer',
    role: 'member',
    password: canaries.viewerPassword,
  })
  await asAdmin.post('/grants', {
    principals: [{ kind: 'user', id: String(viewer.body.id) }],
    scopes: [{ registry: null, path: '' }],
    role: 'viewer',
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
    shownOnce: await drawShownOnce(asAdmin),
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
