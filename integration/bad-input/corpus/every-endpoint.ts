import { expect } from 'vitest'
import { contracts } from '@/lib/api/contracts'
import type { Endpoint } from '@/lib/api/contracts/endpoint'
import { type RequestRow, type RowRequest, row } from '../harness/row'

const DIGEST = `sha256:${'0'.repeat(64)}`
const VALUES: Readonly<Record<string, string>> = {
  registry: 'main',
  repository: 'team~app',
  tag: 'v1',
  digest: DIGEST,
  job: `job_${'a'.repeat(24)}`,
  event: `evt_${'a'.repeat(24)}`,
  user: 'usr_absent',
  token: 'tok_absent',
  method: 'oidc',
  grant: 'gra_absent',
  group: 'grp_absent',
  webhook: `whk_${'0'.repeat(29)}`,
  delivery: `dlv_${'0'.repeat(29)}`,
  letter: `dlt_${'0'.repeat(29)}`,
  policy: `ret_${'0'.repeat(29)}`,
  run: `run_${'0'.repeat(29)}`,
  item: `trs_${'0'.repeat(29)}`,
  line: `lin_${'0'.repeat(29)}`,
  version: `ver_${'0'.repeat(29)}`,
  drift: `dri_${'0'.repeat(29)}`,
  channel: 'dev',
  waiver: `wai_${'0'.repeat(29)}`,
  evidence: `evi_${'0'.repeat(29)}`,
  number: '1',
  key: 'a'.repeat(43),
}
const GOLDEN_POLICY = `pol_${'0'.repeat(29)}`

const ENDPOINTS: readonly (readonly [string, Endpoint])[] = Object.entries(contracts)

/** The address of an endpoint with values that hold its grammar. */
function addressOf({ path }: Endpoint): string {
  if (path.includes('/search/')) return path.replace('{group}', 'tags')
  return path
    .replace('/golden/policies/{policy}', `/golden/policies/${GOLDEN_POLICY}`)
    .replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'x')
}

function ask(endpoint: Endpoint, more: Partial<RowRequest> = {}): RowRequest {
  const isWriting = endpoint.body !== undefined
  return { method: endpoint.method, path: addressOf(endpoint), ...(isWriting && { body: {} }), ...more }
}

/** Person-only endpoints are asked with a session, so that what is refused is the input and not the token. */
const PERSONAL = /\/(?:users|tokens|groups|grants|sign-in|me\/)/
const asAdmin = ({ path }: Endpoint) => (PERSONAL.test(path) ? 'admin-session' : 'admin')

const NOBODY = { status: 401, code: 'unauthenticated' } as const
const UNKNOWN = { status: 422, code: 'unknown-field' } as const

function everyEndpoint(
  [id, title]: readonly [string, string],
  expectation: RequestRow['expect'],
  request: (endpoint: Endpoint) => RequestRow['request'] | undefined,
): RequestRow[] {
  return ENDPOINTS.flatMap(([name, endpoint]) => {
    const made = request(endpoint)
    return made === undefined ? [] : [row([`${id}.${name}`, `${title}: ${name}`], made, expectation)]
  })
}

const closed = (endpoint: Endpoint) => endpoint.access === 'actor'
const changes = (endpoint: Endpoint) => endpoint.method !== 'GET'

const FOREIGN_PAGE = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
const CROSS_SITE = { status: 403, code: 'cross-site-request' } as const

export const everyEndpointRows: readonly RequestRow[] = [
  ...everyEndpoint(['X02', 'nobody is refused'], NOBODY, (endpoint) =>
    closed(endpoint) ? ask(endpoint) : undefined,
  ),
  ...everyEndpoint(['X03', 'a bad token is refused, whatever cookie comes with it'], NOBODY, (endpoint) =>
    closed(endpoint)
      ? ({ callers }) =>
          ask(endpoint, { headers: { ...callers['admin-session'], authorization: 'Bearer asy_no' } })
      : undefined,
  ),
  ...everyEndpoint(['X04', 'an unknown parameter is refused'], UNKNOWN, (endpoint) =>
    ask(endpoint, { as: asAdmin(endpoint), path: `${addressOf(endpoint)}?isAdmin=1` }),
  ),
  ...everyEndpoint(['X05', 'a change from another site is refused'], CROSS_SITE, (endpoint) =>
    closed(endpoint) && changes(endpoint)
      ? ask(endpoint, { as: 'admin-session', headers: FOREIGN_PAGE })
      : undefined,
  ),
  ...everyEndpoint(
    ['X06', 'a method it has not is refused'],
    { status: 405, verify: ({ headers }) => expect(headers.allow).toBeTruthy() },
    (endpoint) => {
      const taken = ENDPOINTS.flatMap(([, other]) => (other.path === endpoint.path ? [other.method] : []))
      const method = ['PUT', 'DELETE', 'PATCH'].find((one) => !taken.some((other) => other === one))
      return method === undefined ? undefined : { method, path: addressOf(endpoint), as: asAdmin(endpoint) }
    },
  ),
  ...everyEndpoint(
    ['X07', 'a body that is no object is refused'],
    { status: 400, code: 'invalid-json' },
    (endpoint) =>
      endpoint.body === undefined
        ? undefined
        : ask(endpoint, {
            as: asAdmin(endpoint),
            body: '[1]',
            headers: { 'content-type': 'application/json' },
          }),
  ),
  ...everyEndpoint(['X08', 'a field nobody knows is refused'], UNKNOWN, (endpoint) =>
    // Of two forms a body can have, which one was meant cannot be told.
    endpoint.body === undefined || 'options' in endpoint.body
      ? undefined
      : ask(endpoint, { as: asAdmin(endpoint), body: { isAdmin: true } }),
  ),
  ...everyEndpoint(
    ['X09', 'an address that is not percent-encoded UTF-8 is refused'],
    { status: [400, 404] },
    (endpoint) =>
      endpoint.params === undefined
        ? undefined
        : ask(endpoint, { as: asAdmin(endpoint), path: spoiled(endpoint) }),
  ),
]

/** The address with its last value cut in the middle of a character. */
function spoiled(endpoint: Endpoint): string {
  const path = endpoint.path.replace(/\{(\w+)\}(?!.*\{)/, '%E0%A4%A')
  if (path.includes('/search/')) return path.replace('{group}', 'tags')
  return path.replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'x')
}

const VARIANTS: readonly ((path: string) => string)[] = [
  (path) => path.replace('/v1/', '/v1//'),
  (path) => path.replace('/v1/', '//v1/'),
  (path) => `/${path}`,
  (path) => path.replace('/v1/', '/v1/./'),
  (path) => path.replace('/v1/', '/v1/x/../'),
  (path) => path.replace('/v1/', '/v1%2f'),
  (path) => path.replace('/api/', '/api%2f'),
  (path) => `${path}/`,
  (path) => `${path};x=1`,
  (path) => `${path}%20`,
  (path) => `${path}%00`,
  (path) => `${path}.json`,
  (path) => `${path}.rsc`,
  (path) => `${path}?_rsc=1`,
  (path) => path.toUpperCase(),
  (path) => path.replace('/api/', '/API/'),
  (path) => `/_next${path}`,
  (path) => `/_next/data/x${path}.json`,
]

/** Another spelling of an address is never a way around the door. */
export const spellingRows: readonly RequestRow[] = ENDPOINTS.filter(
  ([, endpoint]) => endpoint.method === 'GET' && closed(endpoint),
).flatMap(([name, endpoint]) =>
  VARIANTS.map((spell, at) =>
    row(
      [`X10.${name}.${at + 1}`, `nobody gets in by ${spell('/api/v1/…')}: ${name}`],
      { method: 'GET', path: spell(addressOf(endpoint)) },
      { status: [301, 307, 308, 400, 401, 404, 422] },
    ),
  ),
)
