import { type RequestRow, type RowRequest, row, rows } from '../harness/row'
import type { World } from '../harness/world'

const GRANTS = '/api/v1/grants'
const GROUPS = '/api/v1/groups'
const EXPLAIN = '/api/v1/access/explain'
const MEMBERS = '/api/v1/registries/main/members'
const METHODS = '/api/v1/sign-in/methods'
const INVALID = { status: 422, code: 'invalid-input' } as const
const REFUSED = { status: 422, code: ['invalid-input', 'invalid-repository'] } as const
const UNKNOWN = { status: 422, code: 'unknown-field' } as const
const ABSENT = { status: 404, code: 'not-found' } as const
const FORBIDDEN = { status: [403, 404], code: ['forbidden', 'not-found'] } as const
const NOBODY = { status: 401, code: 'unauthenticated' } as const

const get = (path: string, as: RowRequest['as'] = 'admin-session'): RowRequest => ({
  method: 'GET',
  path,
  as,
})
const send = (method: string, path: string, body?: object | string): RowRequest => ({
  method,
  path,
  as: 'admin-session',
  ...(body !== undefined && { body }),
  ...(typeof body === 'string' && { headers: { 'content-type': 'application/json' } }),
})

/** A grant to the viewer on a part of the registry. */
const grant =
  (patch: object, as: RowRequest['as'] = 'admin-session') =>
  ({ facts }: World): RowRequest => ({
    method: 'POST',
    path: GRANTS,
    as,
    body: {
      principals: [{ kind: 'user', id: facts.viewerId }],
      scopes: [{ registry: 'main', path: 'team' }],
      role: 'developer',
      ...patch,
    },
  })
const scoped = (path: unknown, registry: unknown = 'main') => grant({ scopes: [{ registry, path }] })
const token = (scopes: unknown): RowRequest =>
  send('POST', '/api/v1/tokens', { name: 'ci', role: 'viewer', expiresInDays: 1, scopes })
const to = (id: unknown, kind = 'user') => grant({ principals: [{ kind, id }] })
const times = <T>(count: number, one: (at: number) => T) => Array.from({ length: count }, (_, at) => one(at))

/** What no path of a scope is; each of them would be another scope to who reads it less strictly. */
const PATHS = [
  '..',
  'team/..',
  'team/../other',
  './team',
  'team%2fapp',
  '%',
  'team_%',
  'team/',
  '/team',
  'team//app',
  'Team',
  'team*',
  'team/*',
  'team\\app',
  'te am',
  'team\u0000',
  'te\u202eam',
  'a'.repeat(1025),
  null,
  7,
  ['team'],
  { path: 'team' },
] as const
const named = (path: unknown) => JSON.stringify(path).slice(0, 40)

export const accessRows: readonly RequestRow[] = [
  ...rows(
    'K10',
    REFUSED,
    PATHS.map((path) => [`a grant on ${named(path)}`, scoped(path)] as const),
  ),
  ...rows(
    'K11',
    REFUSED,
    PATHS.map((path) => [`a token on ${named(path)}`, token([{ registry: 'main', path }])] as const),
  ),
  ...rows('K12', INVALID, [
    ['a registry by its address', scoped('team', 'http://127.0.0.1')],
    ['a registry named with a star', scoped('team', '*')],
    ['a registry named as a number', scoped('team', 1)],
    ['no role', grant({ role: undefined })],
    ['a role of the installation', grant({ role: 'admin' })],
    ['a role in capitals', grant({ role: 'OWNER' })],
    ['a role as objects have it', grant({ role: '__proto__' })],
    ['two roles', grant({ role: ['viewer', 'owner'] })],
    ['nobody', grant({ principals: [] })],
    ['nothing', grant({ scopes: [] })],
    ['a grant to everybody', to('*')],
    ['a grant to a name in SQL', to("usr_1' or '1'='1")],
    ['1,001 people', grant({ principals: times(1001, (at) => ({ kind: 'user', id: `usr_${at}` })) })],
    ['1,001 scopes', grant({ scopes: times(1001, (at) => ({ registry: 'main', path: `team/${at}` })) })],
    ['a token on no scope', token([])],
    ['a token on 101 scopes', token(times(101, (at) => ({ registry: 'main', path: `team/${at}` })))],
    ['a token on a scope that is a text', token('main/team')],
  ]),
  ...rows('K13', { status: [404, 422], code: ['not-found', 'invalid-input'] }, [
    ['a grant to somebody who is not there', to('usr_absent')],
    ['a grant to a group that is not there', to('grp_absent', 'group')],
    ['a grant to an API token that is not there', to('tok_absent', 'token')],
    ['a person called a group', ({ facts, ...world }) => to(facts.viewerId, 'group')({ facts, ...world })],
    ['a registry that is not there', scoped('team', 'absent')],
    ['a token on a registry that is not there', token([{ registry: 'absent', path: '' }])],
  ]),
  ...rows('K14', UNKNOWN, [
    ['a grant with an id', grant({ id: 'gra_mine' })],
    ['a grant by somebody else', grant({ createdBy: 'system' })],
    ['a grant with a scope of its own', grant({ scope: '*:' })],
    ['a person with a role', grant({ principals: [{ kind: 'user', id: 'usr_1', role: 'admin' }] })],
    ['a scope with an id', grant({ scopes: [{ registry: 'main', path: '', registryId: null }] })],
    ['a token’s scope with a role', token([{ registry: 'main', path: '', role: 'owner' }])],
    ['a group with an id', send('POST', GROUPS, { name: 'crew', id: 'grp_mine' })],
    ['a group with members', send('POST', GROUPS, { name: 'crew', members: ['usr_1'] })],
    [
      'a group that reaches into objects',
      send('POST', GROUPS, '{"name":"crew","__proto__":{"role":"admin"}}'),
    ],
    [
      'a grant that reaches into objects',
      send('PATCH', `${GRANTS}/gra_absent`, '{"role":"owner","__proto__":{}}'),
    ],
    ['a grant moved elsewhere', send('PATCH', `${GRANTS}/gra_absent`, { role: 'owner', path: '' })],
    ['a question with more in it', get(`${EXPLAIN}?actor=usr_1&action=tag:delete&role=owner`)],
    ['members with a role', get(`${MEMBERS}?role=owner`)],
  ]),
  ...rows('K15', ABSENT, [
    ['changing a grant that is not there', send('PATCH', `${GRANTS}/gra_absent`, { role: 'owner' })],
    ['removing a grant that is not there', send('DELETE', `${GRANTS}/gra_absent`)],
    ['a group that is not there', get(`${GROUPS}/grp_absent`)],
    ['changing a group that is not there', send('PATCH', `${GROUPS}/grp_absent`, { description: 'x' })],
    ['removing a group that is not there', send('DELETE', `${GROUPS}/grp_absent`)],
    ['a question about who is not there', get(`${EXPLAIN}?actor=usr_absent&action=tag:delete`)],
    ['members of a registry that is not there', get('/api/v1/registries/absent/members')],
  ]),
  ...rows('K16', INVALID, [
    ['a grant named in SQL', send('DELETE', `${GRANTS}/'%20or%20''='`)],
    ['a group without a name', send('POST', GROUPS, { name: '' })],
    ['a group named with NUL', send('POST', GROUPS, { name: 'crew\u0000' })],
    ['a group that turns around', send('POST', GROUPS, { name: 'crew\u202e' })],
    ['a group of a source in capitals', send('POST', GROUPS, { name: 'crew', source: 'LDAP' })],
    ['a question about an action nobody knows', get(`${EXPLAIN}?actor=usr_1&action=__proto__`)],
    ['a question about a group', get(`${EXPLAIN}?actor=grp_1&action=tag:delete`)],
    ['a question about nobody', get(`${EXPLAIN}?action=tag:delete`)],
    ['a sign-in method nobody has', send('POST', `${METHODS}/saml/test`)],
    ['a sign-in method as objects have it', send('POST', `${METHODS}/__proto__/test`)],
  ]),
  ...rows('K17', FORBIDDEN, [
    ['a viewer gives a grant', grant({}, 'viewer-session')],
    ['a viewer makes themself an owner', grant({ role: 'owner' }, 'viewer-session')],
    ['a token gives a grant', grant({}, 'admin')],
    ['a viewer lists groups', get(GROUPS, 'viewer-session')],
    ['a viewer makes a group', { ...send('POST', GROUPS, { name: 'crew' }), as: 'viewer-session' }],
    ['a token makes a group', { ...send('POST', GROUPS, { name: 'crew' }), as: 'admin' }],
    ['a viewer asks who is a member', get(MEMBERS, 'viewer-session')],
    ['a viewer looks for people', get('/api/v1/access/principals?q=a', 'viewer-session')],
    ['a viewer reads how people sign in', get(METHODS, 'viewer-session')],
    [
      'a viewer asks about an admin',
      ({ facts }) => get(`${EXPLAIN}?actor=${facts.adminId}&action=tag:delete`, 'viewer-session'),
    ],
  ]),
  ...rows('K18', NOBODY, [
    ['nobody gives a grant', { method: 'POST', path: GRANTS, body: {} }],
    ['nobody asks for an explanation', get(`${EXPLAIN}?actor=usr_1&action=tag:delete`, 'nobody')],
    ['nobody asks who is a member', get(MEMBERS, 'nobody')],
  ]),
  row(['K19', 'a pattern finds only who is called so'], get('/api/v1/access/principals?q=%25'), {
    status: 200,
    verify: ({ text }) => {
      if (JSON.parse(text).items.length > 0) throw new Error('A pattern found somebody.')
    },
  }),
]
