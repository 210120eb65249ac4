import { expect } from 'vitest'
import { type Expectation, type RequestRow, type RowRequest, row, rows } from '../harness/row'
import type { World } from '../harness/world'

const CALLBACK = '/api/auth/callback/credentials'
const FORM = 'application/x-www-form-urlencoded'

/** A sign-in as the page sends it; every row comes from an address of its own, for attempts are counted by it. */
export function signInWith(fields: Readonly<Record<string, string>>, from: string) {
  return ({ facts, origin }: World): RowRequest => ({
    method: 'POST',
    path: CALLBACK,
    from,
    headers: { origin, cookie: facts.csrf.cookie, 'content-type': FORM },
    body: String(new URLSearchParams({ csrfToken: facts.csrf.token, json: 'true', ...fields })),
  })
}

const WRONG = { status: 401, code: 'invalid-credentials' } as const

export const passwordRows: readonly RequestRow[] = [
  ...rows('A01', WRONG, [
    ['an unknown name', signInWith({ username: 'nobody-1', password: 'wrong' }, '127.0.1.1')],
    ['a wrong password', signInWith({ username: 'viewer', password: 'wrong' }, '127.0.1.1')],
    ['a password of 4 KB', signInWith({ username: 'nobody-2', password: 'p'.repeat(4096) }, '127.0.1.2')],
    ['a password of 8 KB', signInWith({ username: 'nobody-3', password: 'p'.repeat(8192) }, '127.0.1.2')],
    ['no password', signInWith({ username: 'nobody-4', password: '' }, '127.0.1.3')],
    ['no name', signInWith({ username: '', password: 'x' }, '127.0.1.3')],
    ['a name in SQL', signInWith({ username: "' or 1=1 --", password: 'x' }, '127.0.1.4')],
    ['a name like a prototype', signInWith({ username: '__proto__', password: 'x' }, '127.0.1.4')],
  ]),
  row(
    ['A01.m', 'a password of a megabyte'],
    signInWith({ username: 'n', password: 'p'.repeat(1e6) }, '127.0.1.5'),
    {
      status: 413,
      code: 'body-too-large',
    },
  ),
  ...rows('A01.n', { status: 400, code: 'invalid-request' }, [
    ['a name with NUL', signInWith({ username: 'admin\u0000', password: 'x' }, '127.0.1.5')],
    ['a password with NUL', signInWith({ username: 'admin', password: 'x\u0000' }, '127.0.1.5')],
  ]),
  row(
    ['A01.t', 'no twin of a name in full-width letters'],
    {
      method: 'POST',
      path: '/api/v1/users',
      as: 'admin-session',
      body: { name: 'ａｄｍｉｎ', role: 'member', password: 'a password for a twin' },
    },
    { status: 409, code: 'name-taken' },
  ),
  row(
    ['A01.c', 'a sign-in that another site sends'],
    (world) => ({
      ...signInWith({ username: 'admin', password: 'x' }, '127.0.1.6')(world),
      headers: { 'content-type': FORM, origin: 'https://evil.example' },
    }),
    { status: 403, code: 'cross-site-request' },
  ),
  row(
    ['A01.d', 'one field of the form twice'],
    (world) => ({
      ...signInWith({}, '127.0.1.6')(world),
      body: 'username=a&username=admin&password=x',
    }),
    { status: 400, code: 'duplicate-parameter' },
  ),
  row(
    ['A01.x', 'a sign-in in XML'],
    ({ origin }) => ({
      method: 'POST',
      path: CALLBACK,
      headers: { origin, 'content-type': 'text/xml' },
      body: '<a/>',
    }),
    { status: 415, code: 'unsupported-media-type' },
  ),
]

const ABSENT = { status: 404, code: 'not-found' } as const

export const callbackRows: readonly RequestRow[] = [
  ...rows('A02', ABSENT, [
    [
      'a callback of a provider nobody set up',
      { method: 'GET', path: '/api/auth/callback/github?code=1&state=2' },
    ],
    [
      'the same as a form',
      { method: 'POST', path: '/api/auth/callback/github', headers: { 'content-type': FORM }, body: '' },
    ],
    ['the credentials callback by GET', { method: 'GET', path: `${CALLBACK}?username=admin&password=x` }],
    ['a log for strangers to write into', { method: 'POST', path: '/api/auth/_log', body: { code: 'x' } }],
    ['an action of many segments', { method: 'GET', path: '/api/auth/a/b/c/d' }],
    ['an action that climbs', { method: 'GET', path: '/api/auth/..%2f..%2fv1%2fusers' }],
  ]),
]

const FOREIGN = [
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://127.0.0.1.evil.example',
  '/%0d%0aSet-Cookie:%20x=1',
  '/\r\nSet-Cookie: x=1',
  'http://[',
  'http://127.0.0.1@evil.example',
  '////evil.example',
]

/** Nothing an answer names as the next place may be elsewhere than here. */
const staysHere: Expectation['verify'] = ({ headers, text, status }, { origin }) => {
  const places = [headers.location, status === 200 ? JSON.parse(text).url : undefined]
  for (const place of places) {
    if (place === undefined) continue
    const next = new URL(String(place), origin)
    expect(next.origin).toBe(origin)
    const further = next.searchParams.get('callbackUrl')
    if (further !== null) expect(new URL(further, origin).origin).toBe(origin)
  }
  expect(JSON.stringify(headers['set-cookie'] ?? [])).not.toContain('evil')
}

export const redirectRows: readonly RequestRow[] = FOREIGN.flatMap((callbackUrl, at) => [
  row(
    [`A03.${at + 1}`, `signing in wrongly on the way to ${JSON.stringify(callbackUrl)}`],
    signInWith({ username: `lost-${at}`, password: 'x', json: 'false', callbackUrl }, `127.0.2.${at + 1}`),
    { status: 303, verify: staysHere },
  ),
  row(
    [`A03.${at + 1}o`, `signing out on the way to ${JSON.stringify(callbackUrl)}`],
    ({ facts, origin }) => ({
      method: 'POST',
      path: '/api/auth/signout',
      headers: { origin, cookie: facts.csrf.cookie, 'content-type': FORM },
      body: String(new URLSearchParams({ csrfToken: facts.csrf.token, json: 'true', callbackUrl })),
    }),
    { status: 200, verify: staysHere },
  ),
  row(
    [`A03.${at + 1}p`, `asking for the sign-in page on the way to ${JSON.stringify(callbackUrl)}`],
    { method: 'GET', path: `/api/auth/signin?callbackUrl=${encodeURIComponent(callbackUrl)}` },
    { status: [302, 303, 307], verify: staysHere },
  ),
  row(
    [`A03.${at + 1}c`, `a callback cookie that names ${JSON.stringify(callbackUrl)}`],
    {
      method: 'GET',
      path: '/api/auth/signin',
      headers: { cookie: `assay.callback=${encodeURIComponent(callbackUrl)}` },
    },
    { status: [302, 303, 307], verify: staysHere },
  ),
])
