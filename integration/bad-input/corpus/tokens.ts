import { expect } from 'vitest'
import { type RequestRow, type RowRequest, row, rows } from '../harness/row'

const TOKENS = '/api/v1/tokens'
const USERS = '/api/v1/users'
const INVALID = { status: 422, code: 'invalid-input' } as const
const UNKNOWN = { status: 422, code: 'unknown-field' } as const
const ABSENT = { status: 404, code: 'not-found' } as const

function token(patch: object, as: RowRequest['as'] = 'admin-session'): RowRequest {
  return {
    method: 'POST',
    path: TOKENS,
    as,
    body: { name: 'ci', role: 'viewer', expiresInDays: 30, ...patch },
  }
}

export const tokenRows: readonly RequestRow[] = [
  ...rows('K01', INVALID, [
    ['role *', token({ role: '*' })],
    ['role root', token({ role: 'root' })],
    ['role repo:team/*:push', token({ role: 'repo:team/*:push' })],
    ['role in capitals', token({ role: 'ADMIN' })],
    ['a list of roles', token({ role: ['viewer', 'admin'] })],
    ['0 days', token({ expiresInDays: 0 })],
    ['-1 days', token({ expiresInDays: -1 })],
    ['ten years', token({ expiresInDays: 3650 })],
    ['half a day', token({ expiresInDays: 0.5 })],
    ['days in words', token({ expiresInDays: '9999-99-99' })],
    ['for ever', token({ expiresInDays: null })],
    ['1e308 days', token({ expiresInDays: 1e308 })],
    ['a name of 10 KB', token({ name: 'n'.repeat(10_240) })],
    ['no name', token({ name: '' })],
    ['a name with NUL', token({ name: 'a\u0000b' })],
    ['a name with an escape', token({ name: 'a\u001b[31mb' })],
    ['a name that turns around', token({ name: 'a\u202eb' })],
  ]),
  ...rows('K01.u', UNKNOWN, [
    ['somebody else’s', token({ userId: 'usr_1' })],
    ['a secret of its own', token({ secretHash: 'a'.repeat(64) })],
    ['a date of its own', token({ expiresAt: 9e15 })],
    ['a scope', token({ scope: '*' })],
  ]),
  row(['K01.s', 'a name in HTML is only a name'], token({ name: '<script>alert(1)</script>' }), {
    status: 201,
    mayChange: true,
    verify: ({ headers, text }) => {
      expect(headers['content-type']).toMatch(/^application\/json/)
      expect(JSON.parse(text).name).toBe('<script>alert(1)</script>')
    },
  }),
  row(
    ['K02.r', 'a revoked token'],
    ({ facts }) => ({
      method: 'GET',
      path: '/api/v1/me',
      headers: { authorization: `Bearer ${facts.revokedToken}` },
    }),
    { status: 401, code: 'unauthenticated' },
  ),
  row(
    ['K02.w', 'the right id with another secret'],
    ({ facts }) => ({
      method: 'GET',
      path: '/api/v1/me',
      headers: { authorization: `Bearer ${facts.adminToken.slice(0, -4)}AAAA` },
    }),
    { status: 401, code: 'unauthenticated' },
  ),
  ...rows('K03', { status: 403, code: 'forbidden' }, [
    ['a token makes a token', token({}, 'admin')],
    [
      'a token makes a person',
      {
        method: 'POST',
        path: USERS,
        as: 'admin',
        body: { name: 'eve', role: 'admin', password: 'a long password' },
      },
    ],
    ['a token lists tokens', { method: 'GET', path: TOKENS, as: 'admin' }],
    [
      'a token changes its owner',
      ({ facts }) => ({
        method: 'PATCH',
        path: `${USERS}/${facts.adminId}`,
        as: 'admin',
        body: { role: 'admin' },
      }),
    ],
    ['a viewer makes a token of an admin', token({ role: 'admin' }, 'viewer-session')],
    ['a viewer lists people', { method: 'GET', path: USERS, as: 'viewer-session' }],
    [
      'a viewer makes a person',
      {
        method: 'POST',
        path: USERS,
        as: 'viewer-session',
        body: { name: 'eve', role: 'member', password: 'a long password' },
      },
    ],
    [
      'a viewer raises themself',
      ({ facts }) => ({
        method: 'PATCH',
        path: `${USERS}/${facts.viewerId}`,
        as: 'viewer-session',
        body: { role: 'admin' },
      }),
    ],
    [
      'a viewer connects a registry',
      {
        method: 'POST',
        path: '/api/v1/registries',
        as: 'viewer',
        body: { name: 'x', url: 'https://a.example.invalid' },
      },
    ],
    [
      'a viewer changes a registry',
      { method: 'PATCH', path: '/api/v1/registries/movable', as: 'viewer', body: { username: 'x' } },
    ],
    [
      'a viewer removes a registry',
      { method: 'DELETE', path: '/api/v1/registries/movable?confirm=movable', as: 'viewer' },
    ],
    [
      'a viewer probes a registry',
      { method: 'POST', path: '/api/v1/registries/movable/probe', as: 'viewer' },
    ],
    [
      'a viewer cancels a job',
      ({ facts }) => ({ method: 'POST', path: `/api/v1/jobs/${facts.finishedJob}/cancel`, as: 'viewer' }),
    ],
  ]),
  ...rows('K04', ABSENT, [
    [
      'revoking a token that is not there',
      { method: 'DELETE', path: `${TOKENS}/tok_absent`, as: 'admin-session' },
    ],
  ]),
  ...rows('K04.m', INVALID, [
    ['revoking one named in SQL', { method: 'DELETE', path: `${TOKENS}/'%20or%20''='`, as: 'admin-session' }],
    ['revoking one named with NUL', { method: 'DELETE', path: `${TOKENS}/tok_%00`, as: 'admin-session' }],
  ]),
]
