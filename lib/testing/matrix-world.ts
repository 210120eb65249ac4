import { fileURLToPath } from 'node:url'
import { createGroup } from '@/lib/access/use-cases/change-groups'
import { createGrants } from '@/lib/access/use-cases/create-grants'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import type { Endpoint } from '@/lib/api/contracts/endpoint'
import { createRegistryPool } from '@/lib/connections/pool'
import type { GrantRole, SystemRole } from '@/lib/core/actor'
import { newId } from '@/lib/core/ids'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { renewSession } from '@/lib/server/session'
import { buildContext } from './context'
import { addRegistryRow, addRepositoryRows } from './index-rows'
import { addGoldenPolicy, goldenIds, goldenTarget } from './matrix-golden'
import { endpointBody, endpointQuery } from './matrix-requests'
import { addJob, addSpare } from './matrix-spares'
import { startTestRuntime, TEST_ORIGIN } from './runtime'

export const ROLES = [
  'nobody',
  'viewer',
  'developer',
  'maintainer',
  'approver',
  'owner',
  'auditor',
  'admin',
] as const
export type RoleName = (typeof ROLES)[number]
export type PlaceName = 'own' | 'foreign' | 'absent'

export interface Place {
  readonly registry: string
  readonly registryId: string
  readonly namespace: string
  readonly repository: string
}

/** What the braces of a path are filled with. */
export type Target = Readonly<Record<string, string>> & { readonly namespace: string; readonly user: string }

export interface MatrixWorld {
  readonly db: Database
  readonly userId: string
  readonly token: string
  readonly places: Readonly<Record<PlaceName, Place>>
  /** New things to ask about in a place, so that no call sees what an earlier one left. */
  readonly target: (place: PlaceName, contract?: Pick<Endpoint, 'path'>) => Promise<Target>
  readonly call: (
    name: string,
    contract: Endpoint,
    how: {
      readonly by: 'session' | 'token' | 'nobody'
      readonly target: Target
      /** Beside, or instead of, those that say who calls. */
      readonly headers?: Readonly<Record<string, string>>
    },
  ) => Promise<{ readonly status: number; readonly text: string }>
}

const PASSWORD = 'a-password-for-tests'
const app = fileURLToPath(new URL('../../app', import.meta.url))
const place = (namespace: string): Place => ({
  registry: 'main',
  registryId: 'reg_main',
  namespace,
  repository: `${namespace}/app`,
})
/** The names begin alike, so that comparing by prefix or by pattern would let one into the other. */
const PLACES = { own: place('te_m'), foreign: place('te_m-a'), absent: place('te_m-b') } as const
/** What endpoints about a line need is there unless it is another that is asked. */
const ABOUT_A_LINE = { path: '/api/v1/golden/lines/{line}' } as const
/** Of nothing there is, but as an id is written. */
const NO_ID = '0'.repeat(29)
const testKeyring = {
  current: { kid: 'test', material: new Secret(Buffer.alloc(32, 9).toString('base64')) },
  previous: [],
}

/** An index with a namespace of the actor's and one that is not, and the actor by session and by API token. */
export async function startMatrixWorld(open: () => Promise<Database>, role: RoleName): Promise<MatrixWorld> {
  const db = await open()
  const registries = createRegistryPool({
    db,
    egress: { allowedCidrs: ['127.0.0.0/8'] },
    keyring: testKeyring,
  })
  const runtime = startTestRuntime({ db, registries })
  const ctx = buildContext({ db, registries })
  await addRegistryRow(db, 'reg_main', 'main')
  const image = { tags: ['latest'], layers: { 'a layer': 10 } }
  const [digest = ''] = await addRepositoryRows(db, PLACES.own, [image])
  await addRepositoryRows(db, PLACES.foreign, [image])

  const policy = await addGoldenPolicy(ctx)

  const system: SystemRole = role === 'admin' || role === 'auditor' ? role : 'member'
  const user = await createUser(ctx, { name: 'ada', role: system, password: PASSWORD })
  if (isGranted(role)) {
    const scopes = [{ registry: 'main', path: PLACES.own.namespace }]
    await createGrants(ctx, { principals: [{ kind: 'user', id: user.id }], scopes, role })
  }
  const wanted = { name: 'ci', expiresInDays: 1, ownerId: user.id }
  const token = await createToken(ctx, { ...wanted, role: tokenRole(role) })

  return {
    db,
    userId: user.id,
    token: token.text,
    places: PLACES,
    target: (name, { path } = ABOUT_A_LINE) =>
      newTarget(ctx, { name, digest, userId: user.id, policy, path }),
    async call(name, contract, { by, target, headers = {} }) {
      const group = name === 'searchGroup' ? { group: 'tags' } : {}
      const filled: Target = { ...target, ...group, ...goldenIds(name, contract.path, target) }
      const path = contract.path.replace(/\{(\w+)\}/g, (_, key: string) => filled[key] ?? key)
      const now = Math.floor(Date.now() / 1000)
      const session = {
        userId: user.id,
        sessionVersion: 1,
        startedAt: now,
        renewedAt: now,
        via: 'local',
      } as const
      const cookie = (await renewSession(session, runtime.settings)).split(';', 1)[0] ?? ''
      const who = {
        nobody: {},
        token: { authorization: `Bearer ${token.text}` },
        session: { cookie, origin: TEST_ORIGIN },
      }[by]
      const body = endpointBody(name, target)
      const handler = await handlerOf(contract)
      const response = await handler(
        new Request(`${TEST_ORIGIN}${path}${endpointQuery(name, target)}`, {
          method: contract.method,
          headers: {
            'if-match': `"${target.digest}"`,
            ...who,
            ...headers,
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      )
      // What ends the sessions of the actor would end the walk through the table.
      if (contract.path.startsWith('/api/v1/me')) {
        await db.query
          .updateTable('user_account')
          .set({ session_version: 1 })
          .where('id', '=', user.id)
          .execute()
      }
      return { status: response.status, text: await textOf(response) }
    },
  }
}

/** The beginning of a feed is all of it that ends. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text()
  await response.body?.cancel()
  return ''
}

type Context = ReturnType<typeof buildContext>

async function newTarget(
  ctx: Context,
  facts: {
    readonly name: PlaceName
    readonly digest: string
    readonly userId: string
    readonly policy: string
    readonly path: string
  },
): Promise<Target> {
  const { namespace, repository, registryId } = PLACES[facts.name]
  const unknown = facts.name === 'absent'
  const spare = await addSpare(ctx)
  const group = await createGroup(ctx, { name: spare, description: '', source: 'local' })
  const [grant] = unknown
    ? []
    : await createGrants(ctx, {
        principals: [{ kind: 'user', id: spare }],
        scopes: [{ registry: 'main', path: namespace }],
        role: 'viewer',
      })
  const job = newId('job')
  if (!unknown) await addJob(ctx, { id: job, registryId, repository })
  const token = await createToken(ctx, { name: 'spare', role: 'viewer', expiresInDays: 1, ownerId: spare })
  return {
    registry: 'main',
    namespace,
    repository: repository.replaceAll('/', '~'),
    tag: 'latest',
    digest: facts.digest,
    job,
    grant: grant?.id ?? newId('gra'),
    group: group.id,
    user: spare,
    token: token.token.id,
    self: facts.userId,
    webhook: `whk_${NO_ID}`,
    delivery: `dlv_${NO_ID}`,
    letter: `dlt_${NO_ID}`,
    key: 'k'.repeat(43),
    event: `evt_${NO_ID}`,
    policy: `ret_${NO_ID}`,
    run: `run_${NO_ID}`,
    item: `trs_${NO_ID}`,
    method: 'ldap',
    ...(await goldenTarget(ctx, { ...facts, registryId, repository, isThere: !unknown })),
  }
}

async function handlerOf(contract: Endpoint): Promise<(request: Request) => Promise<Response>> {
  const file = `${app}${contract.path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`
  const module: Record<string, (request: Request) => Promise<Response>> = await import(
    /* @vite-ignore */ file
  )
  const handler = module[contract.method]
  if (handler === undefined) throw new Error(`${contract.method} ${contract.path} is not served`)
  return handler
}

function isGranted(role: RoleName): role is GrantRole {
  return !['nobody', 'auditor', 'admin'].includes(role)
}

/** As much as the person who makes it could use. */
function tokenRole(role: RoleName): SystemRole | GrantRole {
  return role === 'nobody' ? 'viewer' : role
}
