import { type RequestRow, type RowRequest, row, rows } from '../harness/row'

const _TOKENS = '/api/v1/tokens'
const USERS = '/api/v1/users'
const INVALID = { status: 422, code: 'invalid-input' } as const
const UNKNOWN = { status: 422, code: 'unknown-field' } as const
const ABSENT = { status: 404, code: 'not-found' } as const

const person = (patch: object): RowRequest => ({
  method: 'POST',
  path: USERS,
  as: 'admin-session',
  body: { name: 'eve', role: 'member', password: 'a long password', ...patch },
})
const changing =
  (patch: object) =>
  ({ facts }: { facts: { viewerId: string } }): RowRequest => ({
    method: 'PATCH',
    path: `${USERS}/${facts.viewerId}`,
    as: 'admin-session',
    body: patch,
  })

export const peopleRows: readonly RequestRow[] = [
  ...[
    'isAdmin',
    'is_admin',
    'has_admin_role',
    'sessionVersion',
    'session_version',
    'id',
    'passwordHash',
  ].flatMap((field, at) => [
    row([`P01.${at + 1}`, `adding a person with ${field}`], person({ [field]: true }), UNKNOWN),
    row([`P02.${at + 1}`, `changing a person with ${field}`], changing({ [field]: 1 }), UNKNOWN),
  ]),
  ...rows('P03', INVALID, [
    ['role root', person({ role: 'root' })],
    ['no role', person({ role: undefined })],
    ['a name of one letter', person({ name: 'e' })],
    ['a name of 201 characters', person({ name: 'e'.repeat(201) })],
    ['a name with NUL', person({ name: 'eve\u0000' })],
    ['a name with a line feed', person({ name: 'eve\nadmin' })],
    ['a name that turns around', person({ name: 'eve\u202eadmin' })],
    ['a name of nothing visible', person({ name: '\u200b\u200b\u200b' })],
    ['a short password', person({ password: 'short' })],
    ['a password of 1,025 characters', person({ password: 'p'.repeat(1025) })],
    ['a password with NUL', person({ password: `a long pass\u0000word` })],
    ['a role that is none', changing({ role: 'root' })],
    ['a flag in words', changing({ isDisabled: 'false' })],
  ]),
  row(
    ['P04.1', 'nobody disables the last admin'],
    ({ facts }) => ({
      method: 'PATCH',
      path: `${USERS}/${facts.adminId}`,
      as: 'admin-session',
      body: { isDisabled: true },
    }),
    { status: 409, code: 'last-admin' },
  ),
  row(
    ['P04.2', 'nor takes their role'],
    ({ facts }) => ({
      method: 'PATCH',
      path: `${USERS}/${facts.adminId}`,
      as: 'admin-session',
      body: { role: 'member' },
    }),
    { status: 409, code: 'last-admin' },
  ),
  ...rows('P05', ABSENT, [
    [
      'changing a person who is not there',
      { method: 'PATCH', path: `${USERS}/usr_absent`, as: 'admin-session', body: { role: 'member' } },
    ],
  ]),
  ...rows('P05.m', INVALID, [
    [
      'a person named in SQL',
      { method: 'PATCH', path: `${USERS}/1%20or%201=1`, as: 'admin-session', body: { role: 'member' } },
    ],
    [
      'a person named with NUL',
      { method: 'PATCH', path: `${USERS}/usr_%00`, as: 'admin-session', body: { role: 'member' } },
    ],
  ]),
  row(
    ['P06.1', 'a wrong current password'],
    {
      method: 'POST',
      path: '/api/v1/me/password',
      as: 'viewer-session',
      from: '127.0.1.9',
      body: { currentPassword: 'wrong', newPassword: 'a long password' },
    },
    { status: 401, code: 'invalid-credentials' },
  ),
  row(
    ['P06.2', 'a short new password'],
    {
      method: 'POST',
      path: '/api/v1/me/password',
      as: 'viewer-session',
      body: { currentPassword: 'x', newPassword: 'short' },
    },
    INVALID,
  ),
  row(
    ['P06.3', 'a token changes a password'],
    {
      method: 'POST',
      path: '/api/v1/me/password',
      as: 'admin',
      body: { currentPassword: 'x', newPassword: 'a long password' },
    },
    { status: 403, code: 'forbidden' },
  ),
  ...rows('S01', { status: [401, 409], code: ['invalid-credentials', 'setup-finished'] }, [
    [
      'a first admin when there is one',
      {
        method: 'POST',
        path: '/api/v1/setup',
        from: '127.0.1.8',
        body: { setupToken: 'guess', name: 'eve', password: 'a long password' },
      },
    ],
    [
      'a setup without a token',
      {
        method: 'POST',
        path: '/api/v1/setup',
        from: '127.0.1.8',
        body: { setupToken: '', name: 'eve', password: 'a long password' },
      },
    ],
  ]),
  ...rows('S02', { status: 422, code: ['invalid-input', 'unknown-field'] }, [
    [
      'a setup with a role',
      {
        method: 'POST',
        path: '/api/v1/setup',
        body: { setupToken: 'x', name: 'eve', password: 'a long password', role: 'admin' },
      },
    ],
    [
      'a setup with a token of 201 characters',
      {
        method: 'POST',
        path: '/api/v1/setup',
        body: { setupToken: 'x'.repeat(201), name: 'eve', password: 'a long password' },
      },
    ],
  ]),
]
