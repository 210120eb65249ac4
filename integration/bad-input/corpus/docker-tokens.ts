import { expect } from 'vitest'
import { type Expectation, type Inputs, type RequestRow, type RowRequest, row, rows } from '../harness/row'
import type { Answer } from '../harness/wire'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

const get = (query: string, headers: RowRequest['headers'] = {}): RowRequest => ({
  method: 'GET',
  path: `/api/token${query}`,
  headers,
})
const post = (body: string, headers: RowRequest['headers'] = FORM): RowRequest => ({
  method: 'POST',
  path: '/api/token',
  headers,
  body,
})

/** Docker's own shape of a failure, and nothing kept on the way. */
function refused(status: number, code: string): Expectation {
  return {
    status,
    verify: (answer) => {
      const { errors } = JSON.parse(answer.text)
      expect(errors).toHaveLength(1)
      expect(Object.keys(errors[0]).sort()).toEqual(['code', 'message'])
      expect(errors[0].code).toBe(code)
      expect(answer.headers['cache-control']).toContain('no-store')
      if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/)
    },
  }
}

/** A token that opens exactly this. */
function opening(access: readonly object[], subject = ''): Expectation {
  return {
    status: 200,
    mayChange: true,
    verify: (answer) => {
      const claims = claimsOf(answer)
      expect(claims.access).toEqual(access)
      expect(claims).toMatchObject({ sub: subject, aud: 'main' })
      expect(JSON.parse(answer.text)).not.toHaveProperty('refresh_token')
    },
  }
}

function claimsOf({ text }: Answer) {
  const [, claims = ''] = String(JSON.parse(text).token).split('.')
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

const scopes = (count: number) =>
  Array.from({ length: count }, (_, at) => `scope=repository:team/app${at}:pull`).join('&')

const dropped: Inputs = [
  ['a host and port', 'repository:host:5000/team/x:pull'],
  ['a class of its own', 'repository(secret):team/app:pull'],
  ['no actions', 'repository:team/app:'],
  ['no name', 'repository::pull'],
  ['colons', ':::'],
  ['2 KB', `repository:${'a'.repeat(2048)}:pull`],
  ['a way out', 'repository:../app:pull'],
  ['an encoded way out', 'repository:team/%252e%252e/app:pull'],
  ['capitals', 'repository:TEAM/app:pull'],
  ['a wildcard', 'repository:team/*:pull'],
  ['a NUL', 'repository:team/app%00:pull'],
  ['part of the catalog', 'registry:catalog:pull'],
].map(([title, scope]) => [
  String(title),
  ({ facts }) => get(`?service=main&scope=${scope}`, basic(`any:${facts.adminToken}`)),
])

export const dockerTokenRows: readonly RequestRow[] = [
  ...rows('T01', refused(400, 'INVALID_REQUEST'), [
    ['no service', get('')],
    ['an empty service', get('?service=')],
    ['a service nobody has', get('?service=nobody')],
    ['two services', get('?service=main&service=main')],
    ['a registry without Docker sign-in', get('?service=movable')],
    ['a service in capitals', get('?service=MAIN')],
    ['a service with a NUL', get('?service=main%00')],
  ]),
  row(
    ['T02', 'nobody asks for what is private'],
    get('?service=main&scope=repository:team/app:pull'),
    opening([]),
  ),
  row(
    ['T02.c', 'a cookie is nobody'],
    ({ callers }) => get('?service=main&scope=repository:team/app:pull', callers['admin-session']),
    opening([]),
  ),
  row(
    ['T03', 'a reader asks for everything'],
    ({ callers }) => {
      const token = String(callers.viewer.authorization).slice('Bearer '.length)
      return get('?service=main&scope=repository:team/app:pull,push,delete,*', basic(`any:${token}`))
    },
    {
      ...opening([]),
      verify: (answer) =>
        expect(claimsOf(answer).access).toEqual([
          { type: 'repository', name: 'team/app', actions: ['pull'] },
        ]),
    },
  ),
  ...rows(
    'T04',
    { status: 200, mayChange: true, verify: (answer) => expect(claimsOf(answer).access).toEqual([]) },
    dropped,
  ),
  row(['T04.m', '100 scopes'], get(`?service=main&${scopes(100)}`), refused(400, 'INVALID_REQUEST')),
  row(
    ['T04.s', '21 scopes between spaces'],
    get(`?service=main&scope=${'repository:a:pull%20'.repeat(21)}`),
    refused(400, 'INVALID_REQUEST'),
  ),
  row(
    ['T06', 'another account than the one that is proved'],
    ({ facts }) => get('?service=main&account=viewer', basic(`viewer:${facts.adminToken}`)),
    { status: 200, mayChange: true, verify: (answer) => expect(claimsOf(answer).sub).toBe('admin (rows)') },
  ),
  ...rows('T07', refused(401, 'UNAUTHORIZED'), [
    ['a token that is revoked', ({ facts }) => get('?service=main', basic(`ci:${facts.revokedToken}`))],
    [
      'a token with another secret',
      ({ facts }) => get('?service=main', basic(`ci:${facts.adminToken.slice(0, -4)}AAAA`)),
    ],
    ['no colon', get('?service=main', basic('admin'))],
    ['an empty password', get('?service=main', basic('admin:'))],
    ['nothing', get('?service=main', { authorization: 'Basic' })],
    ['no base64', get('?service=main', { authorization: 'Basic ~~~~' })],
    ['no UTF-8', get('?service=main', { authorization: 'Basic /////w==' })],
    ['a NUL', get('?service=main', basic('admin\0:a long password'))],
    ['10 KB of password', get('?service=main', basic(`admin:${'p'.repeat(10_240)}`))],
    ['an API token as bearer', ({ callers }) => get('?service=main', callers.admin)],
  ]),
  ...rows('T08', refused(400, 'INVALID_REQUEST'), [
    ['no grant', post('service=main')],
    ['a grant nobody knows', post('service=main&grant_type=client_credentials')],
    ['two grants', post('service=main&grant_type=password&grant_type=refresh_token')],
    ['garbage to refresh', post('service=main&grant_type=refresh_token&refresh_token=garbage')],
    ['nothing to refresh', post('service=main&grant_type=refresh_token')],
    ['a token of ours to refresh', post('service=main&grant_type=refresh_token&refresh_token=a.b.c')],
    ['no service', post('grant_type=password&username=admin&password=x')],
    ['two passwords', post('service=main&grant_type=password&username=a&password=b&password=c')],
  ]),
  row(
    ['T08.j', 'a form in JSON'],
    post('{"grant_type":"password"}', { 'content-type': 'application/json' }),
    refused(415, 'UNSUPPORTED'),
  ),
  row(
    ['T08.b', 'a form of 70 KB'],
    post(`service=main&x=${'x'.repeat(70_000)}`),
    refused(413, 'SIZE_INVALID'),
  ),
  ...['PUT', 'DELETE', 'PATCH'].map((method, at) =>
    row([`T11.${at + 1}`, `${method} of a token`], { method, path: '/api/token' }, { status: [404, 405] }),
  ),
]

const signIn = (body: object | string, as: RowRequest['as'] = 'admin'): RowRequest => ({
  method: 'PATCH',
  path: '/api/v1/registries/main/docker-sign-in',
  as,
  body,
})

export const dockerSignInRows: readonly RequestRow[] = [
  ...rows('T12', { status: 422, code: 'invalid-input' }, [
    ['an empty service', signIn({ service: '' })],
    ['a service with a line break', signIn({ service: 'main\nissuer: evil' })],
    ['a service with a quote', signIn({ service: 'main"' })],
    ['a service of 129 letters', signIn({ service: 's'.repeat(129) })],
    ['an issuer with a space', signIn({ issuer: 'https://a b' })],
    ['trust in nobody', signIn({ trust: 'none' })],
    ['on in words', signIn({ isEnabled: 'yes' })],
  ]),
  row(['T12.u', 'a key of its own'], signIn({ privateKey: 'x' }), { status: 422, code: 'unknown-field' }),
  ...rows('T13', { status: [403, 404], code: ['forbidden', 'not-found'] }, [
    ['a viewer looks', { method: 'GET', path: '/api/v1/registries/main/docker-sign-in', as: 'viewer' }],
    ['a viewer turns it off', signIn({ isEnabled: false }, 'viewer')],
    ['a viewer makes a key', { method: 'POST', path: '/api/v1/signing-keys', as: 'viewer-session' }],
    ['an API token makes a key', { method: 'POST', path: '/api/v1/signing-keys', as: 'admin' }],
  ]),
  row(
    ['T14', 'a key that is no key'],
    { method: 'POST', path: '/api/v1/signing-keys/..%2f..%2fx/activate', as: 'admin-session' },
    { status: 422, code: 'invalid-input' },
  ),
  row(
    ['T14.a', 'a key that is not there'],
    { method: 'POST', path: `/api/v1/signing-keys/${'a'.repeat(43)}/activate`, as: 'admin-session' },
    { status: 404, code: 'not-found' },
  ),
]
