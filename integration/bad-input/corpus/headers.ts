import { expect } from 'vitest'
import { type Expectation, type RequestRow, type RowRequest, row, rows } from '../harness/row'

const ME: RowRequest = { method: 'GET', path: '/api/v1/me' }
const PAGES = ['/', '/registries/main', '/access/people', '/search?q=a']

/** Changes that would succeed if they came from a page of ours. */
const CHANGES: readonly ((facts: { readonly viewerId: string }) => RowRequest)[] = [
  () => ({ method: 'POST', path: '/api/v1/tokens', body: { name: 'x', role: 'admin', expiresInDays: 1 } }),
  () => ({ method: 'POST', path: '/api/v1/registries/main/sync' }),
  ({ viewerId }) => ({ method: 'PATCH', path: `/api/v1/users/${viewerId}`, body: { isDisabled: true } }),
]

const ORIGINS: readonly (readonly [string, (origin: string) => RowRequest['headers']])[] = [
  ['no page at all', () => ({})],
  ['the page null', () => ({ origin: 'null' })],
  ['another site', () => ({ origin: 'https://evil.example' })],
  ['a site that begins like ours', (origin) => ({ origin: `${origin}.evil.example` })],
  ['a site that ends like ours', () => ({ origin: 'http://evil-127.0.0.1' })],
  ['https instead of http', (origin) => ({ origin: origin.replace('http:', 'https:') })],
  ['another port', (origin) => ({ origin: origin.replace(/\d+$/, '1') })],
  ['our origin with a slash', (origin) => ({ origin: `${origin}/` })],
  ['our origin in other letters', (origin) => ({ origin: origin.toUpperCase() })],
  ['cross-site by Sec-Fetch-Site', (origin) => ({ origin, 'sec-fetch-site': 'cross-site' })],
  ['same-site by Sec-Fetch-Site', (origin) => ({ origin, 'sec-fetch-site': 'same-site' })],
  ['a Sec-Fetch-Site nobody knows', (origin) => ({ origin, 'sec-fetch-site': 'x' })],
  ['a referrer of ours alone', (origin) => ({ referer: `${origin}/settings` })],
]

export const originRows: readonly RequestRow[] = ORIGINS.flatMap(([title, headersOf], at) =>
  rows(
    `A07.${at + 1}`,
    { status: 403, code: 'cross-site-request' },
    CHANGES.map((changing) => [
      title,
      ({ facts, origin }) => ({
        ...changing(facts),
        headers: {
          cookie: facts.sessionCookie,
          ...(changing(facts).body !== undefined && { 'content-type': 'application/json' }),
          ...headersOf(origin),
        },
      }),
    ]),
  ),
)

const SUBREQUEST = Array.from({ length: 5 }, () => 'middleware').join(':')
const INTERNAL: readonly Readonly<Record<string, string>>[] = [
  { 'x-middleware-subrequest': SUBREQUEST },
  { 'x-middleware-subrequest': Array.from({ length: 5 }, () => 'proxy').join(':') },
  { 'x-middleware-subrequest': 'src/middleware:src/middleware' },
  { 'x-middleware-next': '1' },
  { 'x-middleware-rewrite': '/api/health/live' },
  { 'x-middleware-set-cookie': 'assay.session=x' },
  { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': 'assay.session=x' },
  { 'x-nextjs-data': '1' },
  { 'x-now-route-matches': '1=main' },
  { 'x-matched-path': '/sign-in' },
  { 'x-invoke-path': '/sign-in' },
  { 'x-invoke-output': '/sign-in' },
  { 'x-prerender-revalidate': 'x' },
  { 'next-router-prefetch': '1' },
  { 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1' },
  { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' },
  { 'next-action': 'a'.repeat(40) },
  { 'x-assay-path': '/sign-in', 'x-assay-peer': '10.0.0.1' },
  { 'content-security-policy': "script-src 'nonce-evil'", 'x-nonce': 'evil' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-webauth-user': 'admin', 'x-forwarded-user': 'admin', 'x-remote-user': 'admin' },
  {
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-version': '13',
  },
]

const QUERIES = ['__nextDataReq=1', 'nxtPregistry=main', 'nxtIregistry=main', '__nextLocale=en', '_rsc=abc']

/** A page for somebody signed in shows nothing but the way there to anybody else. */
const isSentToSignIn: Expectation['verify'] = ({ status, headers, text }) => {
  if (status === 307) expect(headers.location).toMatch(/^\/sign-in/)
  expect(text).not.toMatch(/team\/app|team_a/)
}
const CLOSED_PAGE: Expectation = { status: [200, 307, 400, 404, 405], verify: isSentToSignIn }

const NOBODY: Expectation = { status: 401, code: 'unauthenticated' }
/** Next sends a request of its own kind to the address that has its kind in it; asked there, nobody is nobody. */
const OWN_KIND: Expectation = {
  status: 307,
  verify: ({ headers, text }) => {
    expect(headers.location).toMatch(/^\/api\/v1\/me\?_rsc(?:=|$)/)
    expect(text).toBe('')
  },
}

export const internalHeaderRows: readonly RequestRow[] = INTERNAL.flatMap((headers, at) => {
  const names = Object.keys(headers).join(' and ')
  return [
    row([`A08.${at + 1}a`, `${names} opens no API`], { ...ME, headers }, headers.rsc ? OWN_KIND : NOBODY),
    ...PAGES.map((path, page) =>
      row(
        [`A08.${at + 1}p${page + 1}`, `${names} opens no page: ${path}`],
        { method: 'GET', path, headers },
        CLOSED_PAGE,
      ),
    ),
  ]
})

export const internalQueryRows: readonly RequestRow[] = QUERIES.flatMap((query, at) => [
  row([`A08.q${at + 1}a`, `?${query} opens no API`], { ...ME, path: `${ME.path}?${query}` }, { status: 401 }),
  row(
    [`A08.q${at + 1}p`, `?${query} opens no page`],
    { method: 'GET', path: `/registries/main?${query}` },
    { ...CLOSED_PAGE, status: [200, 307, 404] },
  ),
])

const STRANGE_HOSTS: readonly Readonly<Record<string, string>>[] = [
  { host: 'evil.example' },
  { host: 'evil.example:80', 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-proto': 'javascript' },
  { 'x-forwarded-proto': 'https', 'x-forwarded-port': '1' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-prefix': '/evil' },
  { forwarded: 'host=evil.example;proto=https;for=10.0.0.1' },
  { 'x-original-url': '/api/v1/users', 'x-rewrite-url': '/api/v1/users' },
  { 'x-real-ip': '10.0.0.1', 'x-forwarded-for': '10.0.0.1' },
]

const namesNobodyElse: Expectation['verify'] = ({ headers, text }) => {
  expect(`${JSON.stringify(headers)}${text}`).not.toMatch(/evil\.example|javascript:/)
}

export const hostRows: readonly RequestRow[] = STRANGE_HOSTS.flatMap((headers, at) => {
  const what = JSON.stringify(headers)
  return [
    row(
      [`A09.${at + 1}p`, `${what} is in no redirect`],
      { method: 'GET', path: '/registries/main', headers },
      { status: 307, verify: namesNobodyElse },
    ),
    row(
      [`A09.${at + 1}s`, `${what} is on no sign-in page`],
      { method: 'GET', path: '/sign-in', headers },
      { status: 200, verify: namesNobodyElse },
    ),
    row(
      [`A09.${at + 1}n`, `${what} is in no answer of the way to sign in`],
      { method: 'GET', path: '/api/auth/signin', headers },
      { status: [302, 303, 307], verify: namesNobodyElse },
    ),
    row(
      [`A09.${at + 1}d`, `${what} is in no API description`],
      { method: 'GET', path: '/api/openapi.json', headers },
      { status: [200, 401], verify: namesNobodyElse },
    ),
  ]
})
