import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { json, ownImage, type UpstreamAnswer } from '../harness/upstream'
import { at, type Findings, lie, type UpstreamExpectation, type UpstreamRow } from '../harness/upstream-row'

const TAGS = '/v2/app/tags/list'
const MANIFEST = '/v2/app/manifests/v1'
const CATALOG = '/v2/_catalog'
const METADATA = 'http://169.254.169.254/latest/meta-data/'

const listing = (answer: UpstreamAnswer) => ({ [TAGS]: answer })
const redirect = (status: number, location: string): UpstreamAnswer => ({ status, headers: { location } })
const REDIRECT: UpstreamExpectation = { problems: ['upstream-redirect'], tags: [] }
const ENCODING: UpstreamExpectation = { problems: ['upstream-encoding'], tags: [] }

const encoded = (encoding: string): UpstreamAnswer => ({
  headers: { 'content-encoding': encoding },
  body: gzipSync('{"tags":["v1"]}'),
})
const bomb: UpstreamAnswer = {
  headers: { 'content-encoding': 'gzip' },
  body: gzipSync(Buffer.alloc(50_000_000)),
}
const body = '{"tags":["v1"]}'
const raw = (headers: string): UpstreamAnswer => ({
  raw: `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
})
const RAW_INVALID: UpstreamExpectation = { problems: ['upstream-invalid'], tags: [] }

const isOneOf =
  (...codes: readonly string[]) =>
  ({ problems }: Findings) => {
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) expect(codes).toContain(problem)
  }

export const redirectingRows: readonly UpstreamRow[] = [
  lie(['U06.1', 'tags moved to another repository'], listing(redirect(301, '/U06.1/v2/other/tags/list')), {
    ...REDIRECT,
    verify: ({ upstream, id }) =>
      expect(upstream.requestsTo(id).some(({ path }) => path.includes('other'))).toBe(false),
  }),
  lie(['U06.2', 'tags moved to the metadata service'], listing(redirect(307, METADATA)), REDIRECT),
  lie(
    ['U06.3', 'a manifest moved to the metadata service'],
    { [MANIFEST]: redirect(302, METADATA) },
    {
      verify: isOneOf('upstream-redirect'),
    },
  ),
  lie(
    ['U06.4', 'a registry that is elsewhere'],
    { '/v2/': redirect(301, 'http://evil.example/v2/') },
    { status: 502, code: 'upstream-redirect' },
  ),
  lie(
    ['U06.5', 'a catalog moved to a file'],
    { [CATALOG]: redirect(308, 'file:///etc/passwd') },
    { problems: ['upstream-redirect'] },
  ),
  lie(
    ['U06.6', 'a blob moved to the metadata service'],
    ({ path }) => (path.includes('/blobs/') ? redirect(307, METADATA) : ownImage('U06.6')[path]),
    { verify: isOneOf('upstream-blocked', 'upstream-redirect') },
  ),
  lie(
    ['U06.7', 'a blob that moves for ever'],
    ({ path }) => (path.includes('/blobs/') ? redirect(307, `/U06.7${path}`) : ownImage('U06.7')[path]),
    { verify: isOneOf('upstream-redirect') },
  ),
]

export const encodingRows: readonly UpstreamRow[] = [
  lie(['U07.1', 'fifty megabytes in a few'], listing(bomb), ENCODING),
  lie(['U07.2', 'gzip'], listing(encoded('gzip')), ENCODING),
  lie(['U07.3', 'six encodings'], listing(encoded('gzip, gzip, gzip, gzip, gzip, gzip')), ENCODING),
  lie(['U07.4', 'an encoding nobody knows'], listing(encoded('x-strange')), ENCODING),
  lie(
    ['U07.5', 'chunked and gzip in transfer'],
    listing({
      raw: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    }),
    { verify: isOneOf('upstream-encoding', 'upstream-invalid') },
  ),
]

export const headerRows: readonly UpstreamRow[] = [
  lie(['U08.1', '40 KB of headers'], listing(raw(`X-Big: ${'a'.repeat(40_000)}\r\n`)), RAW_INVALID),
  lie(
    ['U08.2', 'a thousand headers'],
    listing(raw(Array.from({ length: 1000 }, (_, n) => `X-Header-${n}: 12345\r\n`).join(''))),
    RAW_INVALID,
  ),
  lie(['U08.3', 'NUL in a header'], listing(raw('X-Nul: a\u0000b\r\n')), RAW_INVALID),
  lie(['U08.4', 'two lengths'], listing(raw('Content-Length: 3\r\n')), RAW_INVALID),
  lie(['U08.5', 'a length and chunks'], listing(raw('Transfer-Encoding: chunked\r\n')), {
    verify: isOneOf('upstream-invalid', 'upstream-unreachable'),
  }),
  lie(['U08.6', 'not HTTP at all'], listing({ raw: 'SSH-2.0-OpenSSH_9.2\r\n' }), RAW_INVALID),
  lie(
    ['U08.7', 'a status of 999'],
    listing({ raw: 'HTTP/1.1 999 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' }),
    { verify: isOneOf('upstream-error', 'upstream-invalid') },
  ),
  lie(
    ['U08.8', 'a length of -1'],
    listing({ raw: 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n' }),
    RAW_INVALID,
  ),
  lie(
    ['U08.9', 'a length it does not keep'],
    listing({ raw: `HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n${body}` }),
    { verify: isOneOf('upstream-unreachable', 'upstream-invalid') },
  ),
]

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

export const rootRows: readonly UpstreamRow[] = [
  lie(
    ['U11.1', 'a web page instead of a registry'],
    { '/v2/': json('<h1>hi</h1>', 'text/html') },
    { status: 502, code: 'upstream-invalid' },
  ),
  lie(['U11.2', 'no registry there'], { '/v2/': { status: 404 } }, { status: 502, code: 'upstream-invalid' }),
  lie(
    ['U11.3', 'a registry that fails'],
    { '/v2/': { status: 500 } },
    { status: 502, code: 'upstream-error' },
  ),
  lie(
    ['U11.4', 'not HTTP'],
    { '/v2/': { raw: '220 smtp.example ESMTP\r\n' } },
    { status: 502, code: 'upstream-invalid' },
  ),
  lie(
    ['U11.5', 'a connection that closes'],
    { '/v2/': { raw: '' } },
    { status: 502, code: 'upstream-unreachable' },
  ),
  lie(
    ['U11.6', 'a limit on requests'],
    { '/v2/': { status: 429, headers: { 'retry-after': '999999999' } } },
    { status: 503, code: 'upstream-rate-limited' },
  ),
]
