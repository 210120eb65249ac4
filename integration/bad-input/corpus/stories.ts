import { sql } from 'kysely'
import { expect } from 'vitest'
import { readProblem } from '../harness/assert'
import { sendRow } from '../harness/check-row'
import { readCsrf, signIn } from '../harness/session'
import type { Answer } from '../harness/wire'
import type { World } from '../harness/world'
import { auditStories } from './audit'
import { notificationStories } from './notifications'
import { signInWith } from './sign-in'

/** A row that takes more than one request. */
export interface Story {
  readonly id: string
  readonly title: string
  readonly tell: (world: World) => Promise<void>
}

const PASSWORD = 'a long enough password'

const attempt = (world: World, fields: Readonly<Record<string, string>>, from: string) =>
  sendRow(world, signInWith(fields, from)(world))

const withoutId = ({ text }: Answer) => text.replace(/req_[a-z0-9]+/, '')

type Asked = readonly [method: string, path: string, body?: object]

async function asAdmin(world: World, [method, path, body]: Asked) {
  const answer = await sendRow(world, {
    method,
    path: `/api/v1${path}`,
    as: 'admin-session',
    ...(body && { body }),
  })
  return { status: answer.status, body: answer.text === '' ? {} : JSON.parse(answer.text) }
}

const me = (world: World, token: string) =>
  sendRow(world, { method: 'GET', path: '/api/v1/me', headers: { authorization: `Bearer ${token}` } })

/** A second admin who has made a token. */
async function makeOwner(world: World, name: string): Promise<{ id: string; token: string }> {
  const person = await asAdmin(world, ['POST', '/users', { name, role: 'admin', password: PASSWORD }])
  const cookie = await signIn(world.origin, { name, password: PASSWORD })
  const made = await sendRow(world, {
    method: 'POST',
    path: '/api/v1/tokens',
    headers: { cookie, origin: world.origin },
    body: { name: 'ci', role: 'admin', expiresInDays: 1 },
  })
  return { id: person.body.id, token: JSON.parse(made.text).token }
}

export const STORIES: readonly Story[] = [
  ...notificationStories,
  ...auditStories,
  {
    id: 'A01.6',
    title: 'after five wrong passwords a name has to wait, and is told how long',
    tell: async (world) => {
      const wrong = () => attempt(world, { username: 'throttled', password: 'x' }, '127.0.3.1')
      for (let at = 0; at < 5; at += 1) expect(readProblem(await wrong())).toBe('invalid-credentials')
      expect(readProblem(await wrong())).toBe('too-many-attempts')
    },
  },
  {
    id: 'A01.20',
    title: 'after twenty wrong passwords an address has to wait, whatever the names',
    tell: async (world) => {
      const wrong = (at: number) => attempt(world, { username: `sprayed-${at}`, password: 'x' }, '127.0.3.2')
      for (let at = 0; at < 20; at += 1) expect((await wrong(at)).status).toBe(401)
      expect((await wrong(20)).status).toBe(429)
    },
  },
  {
    id: 'A01.same',
    title: 'an unknown name and a wrong password read the same',
    tell: async (world) => {
      const unknown = await attempt(world, { username: 'unheard-of', password: 'x' }, '127.0.3.3')
      const wrong = await attempt(world, { username: 'viewer', password: 'x' }, '127.0.3.3')
      expect(withoutId(wrong)).toBe(withoutId(unknown))
    },
  },
  {
    id: 'A04',
    title: 'a session cannot be told that it is somebody else’s',
    tell: async (world) => {
      const cookie = world.callers['viewer-session'].cookie ?? ''
      const csrf = await readCsrf(world.origin)
      const data = { role: 'admin', sub: '1', uid: world.facts.adminId, sv: 1, name: 'admin' }
      const answer = await sendRow(world, {
        method: 'POST',
        path: '/api/auth/session',
        headers: { cookie: `${csrf.cookie}; ${cookie}`, origin: world.origin },
        body: { csrfToken: csrf.token, data, ...data },
      })
      expect(answer.status).toBeLessThan(500)
      const renewed = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';', 1)[0])
      for (const session of [cookie, renewed.join('; ')].filter((one) => one.includes('assay.session=e'))) {
        const after = await sendRow(world, {
          method: 'GET',
          path: '/api/v1/me',
          headers: { cookie: session },
        })
        expect(JSON.parse(after.text)).toMatchObject({ name: 'viewer', role: 'member' })
      }
    },
  },
  {
    id: 'K02.e',
    title: 'an expired token is nobody’s',
    tell: async (world) => {
      const { body } = await asAdmin(world, [
        'POST',
        '/tokens',
        {
          name: 'old',
          role: 'admin',
          expiresInDays: 1,
        },
      ])
      expect((await me(world, body.token)).status).toBe(200)
      await sql`update api_token set expires_at = 1 where id = ${body.id}`.execute(world.database.query)
      expect(readProblem(await me(world, body.token))).toBe('unauthenticated')
    },
  },
  {
    id: 'K02.d',
    title: 'the token of a disabled person is nobody’s at once',
    tell: async (world) => {
      const owner = await makeOwner(world, 'leaving')
      expect((await me(world, owner.token)).status).toBe(200)
      await asAdmin(world, ['PATCH', `/users/${owner.id}`, { isDisabled: true }])
      expect(readProblem(await me(world, owner.token))).toBe('unauthenticated')
    },
  },
  {
    id: 'K02.l',
    title: 'a token may do no more than its owner may now',
    tell: async (world) => {
      const owner = await makeOwner(world, 'lowered')
      await asAdmin(world, ['PATCH', `/users/${owner.id}`, { role: 'member' }])
      const answer = await sendRow(world, {
        method: 'POST',
        path: '/api/v1/registries/main/sync',
        headers: { authorization: `Bearer ${owner.token}` },
      })
      // A member without a grant may not even know of the registry.
      expect(readProblem(answer)).toBe('not-found')
    },
  },
  {
    id: 'A05.v',
    title: 'a session ends with the next change of its person',
    tell: async (world) => {
      const { body } = await asAdmin(world, [
        'POST',
        '/users',
        {
          name: 'moved',
          role: 'member',
          password: PASSWORD,
        },
      ])
      const cookie = await signIn(world.origin, { name: 'moved', password: PASSWORD })
      await asAdmin(world, ['PATCH', `/users/${body.id}`, { role: 'admin' }])
      const answer = await sendRow(world, { method: 'GET', path: '/api/v1/me', headers: { cookie } })
      expect(readProblem(answer)).toBe('unauthenticated')
    },
  },
  {
    id: 'L02.f',
    title: 'a cursor is good for its own list only',
    tell: async (world) => {
      const { body } = await world.admin.get('/registries/main/repositories?limit=1')
      const cursor = encodeURIComponent(String(body.nextCursor))
      for (const query of [
        `cursor=${cursor}&sort=-name`,
        `cursor=${cursor}&q=team`,
        `cursor=${cursor}&namespace=team`,
      ]) {
        const other = await world.admin.get(`/registries/main/repositories?${query}`)
        expect(other.body.code, query).toBe('invalid-cursor')
      }
      const elsewhere = await world.admin.get(`/registries/movable/repositories?cursor=${cursor}`)
      expect(elsewhere.body.code).toBe('invalid-cursor')
    },
  },
  {
    id: 'X11',
    title: 'what is absent and what was never there read the same',
    tell: async (world) => {
      const paths = [
        '/registries/absent',
        '/registries/main/repositories/absent',
        '/jobs/job_aaaaaaaaaaaaaaaaaaaaaaaa',
      ]
      const answers = await Promise.all(
        paths.map((path) => sendRow(world, { method: 'GET', path: `/api/v1${path}`, as: 'viewer' })),
      )
      expect(new Set(answers.map(withoutId)).size).toBe(1)
    },
  },
]
