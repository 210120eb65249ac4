import { expect } from 'vitest'
import { visitProvider } from '@/lib/testing/provider-visit'
import { type Expectation, type RequestRow, type RowRequest, row, rows } from '../harness/row'
import type { World } from '../harness/world'

const CALLBACK = '/api/auth/callback/oidc'
const START = '/api/auth/signin/oidc'
const FORM = 'application/x-www-form-urlencoded'

/** The page for failed sign-ins, with a code of ours, no session, and none of the words that were sent. */
const failsHere =
  (code: string): NonNullable<Expectation['verify']> =>
  ({ headers }, { origin }) => {
    const page = new URL(String(headers.location), origin)
    expect([page.origin, page.pathname, page.searchParams.get('error')]).toEqual([
      origin,
      '/sign-in/failed',
      code,
    ])
    expect(JSON.stringify(headers['set-cookie'] ?? [])).not.toMatch(/assay\.session=[^;]/)
    expect(page.href).not.toMatch(/evil|script|%3C/i)
  }

const STALE = { status: 303, verify: failsHere('sign-in-stale') } as const

const get = (query: string, cookie?: string): RowRequest => ({
  method: 'GET',
  path: `${CALLBACK}${query}`,
  ...(cookie !== undefined && { headers: { cookie } }),
})

interface Begun {
  /** Address at the provider. */
  readonly url: string
  readonly cookie: string
}

/** What the button of the sign-in page does. */
async function begin(
  { origin, facts }: World,
  fields: Readonly<Record<string, string>> = {},
): Promise<Begun> {
  const answer = await fetch(`${origin}${START}`, {
    method: 'POST',
    headers: { origin, cookie: facts.csrf.cookie, 'content-type': FORM },
    body: new URLSearchParams({ csrfToken: facts.csrf.token, json: 'true', ...fields }),
  })
  const { url } = await answer.json()
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  return { url, cookie: [facts.csrf.cookie, ...cookie].join('; ') }
}

/** A callback that was right, sent a second time with everything as it was. */
async function replay(world: World): Promise<RowRequest> {
  world.server.oidc.signInAs({ subject: 'sub-replay', claims: { preferred_username: 'replayed' } })
  const { url, cookie } = await begin(world)
  const path = await visitProvider(url)
  const first = await fetch(`${world.origin}${path}`, { headers: { cookie }, redirect: 'manual' })
  expect(first.headers.getSetCookie().join()).toMatch(/assay\.session=[^;]/)
  return { method: 'GET', path, headers: { cookie } }
}

/** A callback of one sign-in with the cookies of another. */
async function crossed(world: World): Promise<RowRequest> {
  world.server.oidc.signInAs({ subject: 'sub-crossed', claims: { preferred_username: 'crossed' } })
  const [one, other] = [await begin(world), await begin(world)]
  return { method: 'GET', path: await visitProvider(one.url), headers: { cookie: other.cookie } }
}

/** A callback that is right, while somebody else is signed in: nobody is joined to anybody. */
async function signedIn(world: World): Promise<RowRequest> {
  world.server.oidc.signInAs({ subject: 'sub-joined', claims: { preferred_username: 'admin' } })
  const { url, cookie } = await begin(world)
  const headers = { cookie: `${cookie}; ${world.facts.sessionCookie}` }
  return { method: 'GET', path: await visitProvider(url), headers }
}

export const providerRows: readonly RequestRow[] = [
  ...rows('A02.o', STALE, [
    ['a callback with nothing', get('')],
    ['a callback nobody began', get('?code=x&state=y')],
    ['a callback without a state', get('?code=x')],
    [
      'a callback with cookies of garbage',
      get('?code=x&state=y', 'assay.state=x; assay.pkce=x; assay.nonce=x'),
    ],
    [
      'a state that is the session',
      ({ facts }) => get('?code=x&state=y', facts.sessionCookie.replace('assay.session', 'assay.state')),
    ],
    ['a callback from another issuer', get('?code=x&state=y&iss=https%3A%2F%2Fevil.example')],
    ['a code of five kilobytes', get(`?code=${'c'.repeat(5000)}&state=y`)],
    ['everything twice', get('?code=x&code=y&state=a&state=b')],
    ['bytes that are no text', get('?code=%ff%fe&state=%00')],
  ]),
  row(['A02.r', 'a callback that was used before'], replay, { ...STALE, mayChange: true }),
  row(['A02.s', 'a callback with the state of another sign-in'], crossed, { ...STALE, mayChange: true }),
  row(['A02.j', 'a callback while somebody else is signed in'], signedIn, {
    status: 303,
    verify: failsHere('signed-in-as-another'),
    mayChange: true,
  }),
  row(
    ['A02.d', 'a refusal in the provider’s words'],
    get('?error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E&state=y'),
    { status: 303, verify: failsHere('provider-denied') },
  ),
  row(['A02.e', 'an error nobody knows'], get('?error=%3Cscript%3E'), {
    status: 303,
    verify: failsHere('provider-invalid'),
  }),
  ...rows('A02.n', { status: 404, code: 'not-found' }, [
    [
      'a callback as a form',
      { method: 'POST', path: CALLBACK, headers: { 'content-type': FORM }, body: 'code=x' },
    ],
    ['a sign-in begun by a link', { method: 'GET', path: START }],
    [
      'a directory nobody set up',
      { method: 'POST', path: '/api/auth/callback/ldap', headers: { 'content-type': FORM }, body: '' },
    ],
  ]),
  row(
    ['A02.x', 'a sign-in that another site begins'],
    {
      method: 'POST',
      path: START,
      headers: { 'content-type': FORM, origin: 'https://evil.example' },
      body: '',
    },
    { status: 403, code: 'cross-site-request' },
  ),
]

const FOREIGN = [
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  'https://127.0.0.1.evil.example',
  '/%0d%0aSet-Cookie:%20x=1',
  'http://[',
]

/** The way there is the provider’s own, and the way back is here. */
const comesBack: Expectation['verify'] = ({ text, headers }, { origin, server }) => {
  const url = new URL(JSON.parse(text).url)
  expect(url.origin).toBe(server.oidc.issuer)
  expect(url.searchParams.get('redirect_uri')).toBe(`${origin}${CALLBACK}`)
  const cookies = decodeURIComponent(JSON.stringify(headers['set-cookie'] ?? []))
  expect(cookies).not.toContain('evil')
}

export const providerRedirectRows: readonly RequestRow[] = FOREIGN.map((callbackUrl, at) =>
  row(
    [`A03.o${at + 1}`, `signing in by the provider on the way to ${JSON.stringify(callbackUrl)}`],
    ({ facts, origin }) => ({
      method: 'POST',
      path: `${START}?prompt=none&redirect_uri=https%3A%2F%2Fevil.example`,
      headers: { origin, cookie: facts.csrf.cookie, 'content-type': FORM },
      body: String(new URLSearchParams({ csrfToken: facts.csrf.token, json: 'true', callbackUrl })),
    }),
    { status: 200, verify: comesBack },
  ),
)
