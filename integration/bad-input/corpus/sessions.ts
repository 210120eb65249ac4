import { encode } from 'next-auth/jwt'
import { expect } from 'vitest'
import { type Expectation, type RequestRow, type RowRequest, rows } from '../harness/row'
import type { World } from '../harness/world'

const SESSION = 'assay.session'
const NOBODY = { status: 401, code: 'unauthenticated' } as const
const ME = '/api/v1/me'
const withCookie = (cookie: string): RowRequest => ({ method: 'GET', path: ME, headers: { cookie } })
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A session that is well signed but says something that is not so. */
function session(claims: (world: World) => object, secret = ({ canaries }: World) => canaries.sessionSecret) {
  return async (world: World) => {
    const token = await encode({ token: { ...claims(world) }, secret: secret(world), maxAge: 3600 })
    return withCookie(`${SESSION}=${token}`)
  }
}

const now = () => Math.floor(Date.now() / 1000)
const isCleared: Expectation['verify'] = ({ headers }) => {
  expect(JSON.stringify(headers['set-cookie'])).toMatch(/assay\.session=;.*Max-Age=0/)
}

export const sessionRows: readonly RequestRow[] = [
  ...rows('A05', { ...NOBODY, verify: isCleared }, [
    ['garbage', withCookie(`${SESSION}=garbage`)],
    [
      'half a session',
      ({ facts }) =>
        withCookie(
          facts.sessionCookie
            .split('; ')
            .find((c) => c.startsWith(SESSION))
            ?.slice(0, 120) ?? '',
        ),
    ],
    ['alg none', withCookie(`${SESSION}=${base64({ alg: 'none' })}.${base64({ uid: 'usr_1', sv: 1 })}.`)],
    ['HS256', withCookie(`${SESSION}=${base64({ alg: 'HS256' })}.${base64({ uid: 'usr_1', sv: 1 })}.AAAA`)],
    [
      'another secret',
      session(
        ({ facts }) => ({ uid: facts.adminId, sv: 1, startedAt: now() }),
        () => 'x'.repeat(40),
      ),
    ],
    ['a person who is not there', session(() => ({ uid: 'usr_absent', sv: 1, startedAt: now() }))],
    ['an older version', session(({ facts }) => ({ uid: facts.adminId, sv: 0, startedAt: now() }))],
    ['a newer version', session(({ facts }) => ({ uid: facts.adminId, sv: 99, startedAt: now() }))],
    [
      'a start thirteen hours ago',
      session(({ facts }) => ({ uid: facts.adminId, sv: 1, startedAt: now() - 46_800 })),
    ],
    ['no version', session(({ facts }) => ({ uid: facts.adminId, startedAt: now() }))],
    ['a version in words', session(({ facts }) => ({ uid: facts.adminId, sv: '1', startedAt: now() }))],
    ['a role of its own', session(() => ({ sub: 'admin', role: 'admin', startedAt: now() }))],
    ['one part of many', withCookie(`${SESSION}.0=garbage`)],
  ]),
  ...rows('A05.n', NOBODY, [
    [
      'fifty parts',
      withCookie(Array.from({ length: 50 }, (_, at) => `${SESSION}.${at}=${'x'.repeat(200)}`).join('; ')),
    ],
    ['the session under another name', withCookie('next-auth.session-token=garbage')],
    ['an empty session', withCookie(`${SESSION}=`)],
    ['a cookie that is none', withCookie(';;;=;=%E0%A4%A;')],
  ]),
]

const bearing = (authorization: string, more: RowRequest['headers'] = {}): RowRequest => ({
  method: 'GET',
  path: ME,
  headers: { authorization, ...more },
})

export const bearerRows: readonly RequestRow[] = [
  ...rows('A06', NOBODY, [
    ['percent rubbish', bearing('Bearer %E0%A4%A')],
    ['no token', bearing('Bearer')],
    ['an empty token', bearing('Bearer ')],
    ['two tokens', bearing('Bearer a b')],
    ['Basic rubbish', bearing('Basic !!!')],
    ['Basic admin', ({ canaries }) => bearing(`Basic ${btoa(`admin:${canaries.typed}`)}`)],
    ['8 KB', bearing(`Bearer ${'a'.repeat(8192)}`)],
    ['a session as a token', ({ facts }) => bearing(`Bearer ${facts.sessionCookie.split('=').at(-1)}`)],
    [
      'a good cookie beside a bad token',
      ({ callers }) => bearing('Bearer asy_bad', callers['admin-session']),
    ],
    [
      'a token in the address',
      ({ facts }) => ({ method: 'GET', path: `${ME}?access_token=${facts.adminToken}` }),
    ],
  ]),
]
