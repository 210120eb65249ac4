import { expect } from 'vitest'
import { json, type UpstreamAnswer } from '../harness/upstream'
import { at, type Findings, lie, type UpstreamExpectation, type UpstreamRow } from '../harness/upstream-row'

const METADATA = 'http://169.254.169.254/latest/meta-data/'
const redirect = (status: number, location: string): UpstreamAnswer => ({ status, headers: { location } })

const CREDENTIALS = { username: 'assay', password: 'a password for the upstream' }
const bearer = (realm: string): UpstreamAnswer => ({
  status: 401,
  headers: { 'www-authenticate': `Bearer realm="${realm}",service="x"` },
  body: '{}',
})

/** A registry that takes only the token `good`, from a realm that answers as told. */
function tokenRow(
  [id, title]: readonly [string, string],
  token: UpstreamAnswer,
  expectation: UpstreamExpectation,
): UpstreamRow {
  return {
    id,
    title,
    body: () => CREDENTIALS,
    script: ({ path, headers }, upstream) => {
      if (path === '/token') return token
      return headers.authorization === 'Bearer good' ? undefined : bearer(`${upstream.urlOf(id)}/token`)
    },
    expect: expectation,
  }
}

const TOKEN_INVALID: UpstreamExpectation = { status: 502, code: 'upstream-invalid' }
const asks = ({ upstream, id }: Findings) =>
  upstream.requestsTo(id).filter(({ path }) => path === '/token').length

export const tokenRealmRows: readonly UpstreamRow[] = [
  tokenRow(['U09.1', 'tokens that are always refused'], json({ token: 'bad' }), {
    status: 502,
    code: 'upstream-auth',
    verify: (findings) => expect(asks(findings)).toBeLessThanOrEqual(4),
  }),
  {
    ...lie(
      ['U09.2', 'a password that is always refused'],
      at({ '/v2/': { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } } }),
      {
        status: 502,
        code: 'upstream-auth',
        verify: ({ upstream, id }) => expect(upstream.requestsTo(id).length).toBeLessThanOrEqual(4),
      },
    ),
    body: () => CREDENTIALS,
  },
  lie(
    ['U09.3', 'a refusal that names no way in'],
    { '/v2/': { status: 401 } },
    { status: 502, code: 'upstream-auth' },
  ),
  tokenRow(
    ['U09.4', 'a realm that refuses'],
    { status: 401, body: '{}' },
    { status: 502, code: 'upstream-auth' },
  ),
  tokenRow(['U10.1', 'no token'], json({}), TOKEN_INVALID),
  tokenRow(['U10.2', 'five megabytes of token'], json({ token: 'a'.repeat(5_000_000) }), {
    status: 502,
    code: 'upstream-too-large',
  }),
  tokenRow(['U10.3', 'a token with a line break'], json({ token: 'good\r\nX-Injected: 1' }), TOKEN_INVALID),
  tokenRow(['U10.4', 'a token that is a number'], json({ token: 1 }), TOKEN_INVALID),
  tokenRow(['U10.5', 'a web page for a token'], json('<h1>hi</h1>', 'text/html'), TOKEN_INVALID),
  tokenRow(['U10.6', 'a realm that sends elsewhere'], redirect(302, METADATA), {
    status: 502,
    code: 'upstream-redirect',
  }),
  tokenRow(['U10.7', 'an expiry of -1'], json({ token: 'good', expires_in: -1 }), { problems: [] }),
  tokenRow(['U10.8', 'an expiry of 1e12'], json({ token: 'good', expires_in: 1e12 }), { problems: [] }),
  tokenRow(['U10.9', 'an expiry in words'], json({ token: 'good', expires_in: 'x' }), { problems: [] }),
]

const realmRow = (
  [id, title]: readonly [string, string],
  realm: string,
  expectation: UpstreamExpectation,
): UpstreamRow => ({
  id,
  title,
  body: () => CREDENTIALS,
  script: ({ headers }) => (headers.authorization ? json({}) : bearer(realm)),
  expect: {
    ...expectation,
    verify: ({ upstream }) =>
      expect(upstream.requestsTo(id).filter(({ headers }) => headers.authorization !== undefined)).toEqual(
        [],
      ),
  },
})

const UNCONFIRMED: UpstreamExpectation = { status: 409, code: 'realm-confirmation-required' }
const NOT_ALLOWED: UpstreamExpectation = { status: 422, code: 'realm-not-allowed' }

export const realmRows: readonly UpstreamRow[] = [
  realmRow(
    ['R10.1', 'a realm nobody has agreed to gets no password'],
    'http://127.0.0.77:5999/token',
    UNCONFIRMED,
  ),
  {
    ...realmRow(
      ['R10.2', 'agreeing to another realm is not agreeing'],
      'http://127.0.0.77:5999/token',
      UNCONFIRMED,
    ),
    body: () => ({ ...CREDENTIALS, confirmRealmOrigin: 'http://127.0.0.77:5998' }),
  },
  realmRow(['R11.1', 'a realm on a port of no use'], 'http://127.0.0.1:9/', NOT_ALLOWED),
  realmRow(['R11.2', 'a realm on loopback'], 'http://127.0.0.1:5999/token', NOT_ALLOWED),
  realmRow(['R11.3', 'a realm at the metadata service'], METADATA, NOT_ALLOWED),
  realmRow(['R11.4', 'a realm that is a script'], 'javascript:alert(1)', NOT_ALLOWED),
  realmRow(['R11.5', 'a realm with a password'], 'http://u:p@127.0.0.77:5999/', NOT_ALLOWED),
  realmRow(['R11.6', 'a realm of 3 KB'], `http://127.0.0.77:5999/${'a'.repeat(3000)}`, NOT_ALLOWED),
  realmRow(['R11.7', 'a realm of 10 KB'], `http://127.0.0.77:5999/${'a'.repeat(10_000)}`, {
    status: 502,
    code: 'upstream-auth',
  }),
]

const passwords = ['p'.repeat(4096), 'with:colons:in:it', 'pässwörd-🔑', ' spaces '] as const

/** Passwords that are odd but fine reach the registry as they were typed. */
export const passwordRows: readonly UpstreamRow[] = passwords.map((password, at) => ({
  id: `R17.ok${at + 1}`,
  title: `a password of ${password.length} characters arrives as typed`,
  body: () => ({ username: 'assay', password }),
  script: ({ headers }) => {
    const wanted = `Basic ${Buffer.from(`assay:${password}`).toString('base64')}`
    return headers.authorization === wanted
      ? undefined
      : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }
  },
  expect: { problems: [], tags: ['v1'] },
}))
