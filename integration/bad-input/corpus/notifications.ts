import { expect } from 'vitest'
import { sendRow } from '../harness/check-row'
import { type Expectation, type RequestRow, type RowRequest, rows } from '../harness/row'
import type { World } from '../harness/world'
import type { Story } from './stories'

const HOOK = '/api/hooks/main'
const DIGEST = `sha256:${'d'.repeat(64)}`
const V2 = 'application/vnd.docker.distribution.events.v2+json'
const MEBIBYTE = 1024 * 1024

/** What a registry sends, with the secret of `main` unless told otherwise. */
const deliver =
  (body: string, patch: Partial<RowRequest> = {}) =>
  ({ facts }: World): RowRequest => ({
    method: 'POST',
    path: HOOK,
    body,
    ...patch,
    headers: { authorization: `Bearer ${facts.hookSecret}`, 'content-type': V2, ...patch.headers },
  })

const event = (patch: object = {}) => ({
  id: `row-${Math.random()}`,
  timestamp: new Date().toISOString(),
  action: 'push',
  target: { repository: 'never/pushed', tag: 'v1', digest: DIGEST },
  ...patch,
})
const events = (...list: readonly unknown[]) => JSON.stringify({ events: list })
const target = (patch: object) =>
  events(event({ target: { repository: 'never/pushed', tag: 'v1', ...patch } }))

/** Nothing but the status: no body, and nowhere to go to. */
const bare = (status: number): Expectation => ({
  status,
  verify: ({ text, headers }) => {
    expect(text).toBe('')
    expect(headers.location).toBeUndefined()
  },
})
const authorized = (authorization: string | undefined) =>
  deliver(events(event()), { headers: { authorization } })

export const notificationRows: readonly RequestRow[] = [
  ...rows('H01', bare(401), [
    ['no secret', authorized(undefined)],
    ['a wrong one', authorized('Bearer asyh_wrong')],
    ['an empty one', authorized('Bearer ')],
    ['a password instead', authorized('Basic YWRtaW46YWRtaW4=')],
    ['the secret of another registry', (world) => authorized(`Bearer ${world.facts.otherHookSecret}`)(world)],
    ['an API token of an admin', (world) => authorized(`Bearer ${world.facts.adminToken}`)(world)],
    ['a secret that was replaced', (world) => authorized(`Bearer ${world.facts.endedHookSecret}`)(world)],
    ['a registry that is not there', deliver(events(event()), { path: '/api/hooks/absent' })],
    ['a registry named with NUL', deliver(events(event()), { path: '/api/hooks/main%00' })],
    ['a registry named in SQL', deliver(events(event()), { path: "/api/hooks/main'%20or%20'1'='1" })],
  ]),
  ...rows('H02', bare(202), [
    ['an empty object', deliver('{}')],
    ['no list', deliver('{"events":null}')],
    ['a bare list', deliver('[]')],
    ['null', deliver('null')],
    ['nothing', deliver('')],
    ['half of it', deliver('{"events":[')],
    ['bytes that are no text', deliver('\u0000\u0001\ufffe')],
    ['an action nobody knows', deliver(events(event({ action: 'explode' })))],
    ['an action named as objects have it', deliver(events(event({ action: '__proto__' })))],
    ['another one', deliver(events(event({ action: 'constructor' })))],
    ['no target', deliver(events(event({ target: null })))],
    ['a repository that climbs', deliver(target({ repository: '../../etc/passwd' }))],
    ['a repository in capitals', deliver(target({ repository: 'Team/App' }))],
    ['a digest too short', deliver(target({ digest: 'sha256:ab' }))],
    ['a tag with a slash', deliver(target({ tag: '../v1' }))],
    ['a negative length', deliver(target({ length: -1 }))],
    [
      'a key that reaches into objects',
      deliver('{"events":[{"__proto__":{"action":"push"}}],"__proto__":[]}'),
    ],
    ['lists in lists', deliver(`{"events":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)],
  ]),
  ...rows('H03', bare(202), [
    ['ten thousand events', deliver(events(...Array.from({ length: 10_000 }, (_, at) => ({ id: `${at}` }))))],
    ['exactly a mebibyte', deliver(events().padEnd(MEBIBYTE, ' '))],
  ]),
  ...rows('H03.l', bare(413), [
    ['a byte more', deliver(events().padEnd(MEBIBYTE + 1, ' '))],
    ['four mebibytes', deliver(events().padEnd(4 * MEBIBYTE, ' '))],
  ]),
  ...rows('H04', bare(202), [
    ['an address of the cloud', deliver(target({ url: 'http://169.254.169.254/latest/meta-data/' }))],
    ['an address of ours', deliver(target({ url: 'http://127.0.0.1/api/v1/users' }))],
  ]),
  ...rows('H05', bare(202), [
    ['the year 1', deliver(events(event({ timestamp: '0001-01-01T00:00:00Z' })))],
    ['the year 9999', deliver(events(event({ timestamp: '9999-12-31T23:59:59Z' })))],
    ['garbage', deliver(events(event({ timestamp: 'yesterday' })))],
    ['an object', deliver(events(event({ timestamp: {} })))],
  ]),
  ...rows('H06', bare(405), [
    ['GET', { method: 'GET', path: HOOK }],
    ['GET with a slash behind', { method: 'GET', path: `${HOOK}/` }],
    ['PUT', deliver(events(event()), { method: 'PUT' })],
    ['PATCH', deliver(events(event()), { method: 'PATCH' })],
    ['DELETE', { method: 'DELETE', path: HOOK }],
  ]),
  ...rows('H06.a', bare(202), [
    ['plain text', deliver(events(event()), { headers: { 'content-type': 'text/plain' } })],
    ['version 1', deliver(events(event()), { headers: { 'content-type': V2.replace('v2', 'v1') } })],
    ['json', deliver(events(event()), { headers: { 'content-type': 'application/json' } })],
    ['no content type', deliver(events(event()), { headers: { 'content-type': undefined } })],
    ['a slash behind', deliver(events(event()), { path: `${HOOK}/` })],
    ['a query', deliver(events(event()), { path: `${HOOK}?x` })],
    ['both', deliver(events(event()), { path: `${HOOK}/?x=1` })],
    ['slashes twice', deliver(events(event()), { path: '/api//hooks//main' })],
    ['the header of Next’s own requests', deliver(events(event()), { headers: { rsc: '1' } })],
  ]),
]

interface Counts {
  readonly letters: number
  readonly events: number
}

async function countsOf({ database }: World): Promise<Counts> {
  const letters = await database.query.selectFrom('notification_dead_letter').select('id').execute()
  const kept = await database.query.selectFrom('notification_event').select('sequence').execute()
  return { letters: letters.length, events: kept.length }
}

const send = (world: World, body: string) => sendRow(world, deliver(body)(world))

export const notificationStories: readonly Story[] = [
  {
    id: 'H02.s',
    title: 'one bad event is set aside, shown to admins, and the nine beside it are taken',
    tell: async (world) => {
      const before = await countsOf(world)
      const bad = event({ action: 'explode', note: '<script>\u202e' })
      const nine = Array.from({ length: 9 }, () => event())
      expect((await send(world, events(...nine, bad))).status).toBe(202)
      expect((await send(world, events(bad))).status).toBe(202)
      expect(await countsOf(world)).toEqual({ letters: before.letters + 1, events: before.events + 9 })

      const { body } = await world.admin.get('/registries/main/notifications/dead-letters?limit=1')
      expect(body).toMatchObject({ items: [{ reason: 'unknown-action', canRetry: true }] })
      expect(JSON.stringify(body)).not.toContain('\u202e')
    },
  },
  {
    id: 'H03.s',
    title: 'an event that comes twice is kept once',
    tell: async (world) => {
      const before = await countsOf(world)
      const twice = event()
      await send(world, events(twice, twice))
      await send(world, events(twice))
      expect(await countsOf(world)).toEqual({ ...before, events: before.events + 1 })
    },
  },
]
