import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startFaultProxy } from '@/lib/testing/fault-proxy'
import { startRegistry } from '@/lib/testing/registry'
import { STATE_ROWS } from './corpus/upstream-states'
import { type Reply, syncToEnd } from './harness/api'
import { expectAlive, refuseSecretLines } from './harness/check-row'
import { pushContent, REPOSITORIES } from './harness/content'
import type { DatabaseKind } from './harness/database'
import { openDoor } from './harness/door'
import { startLiar } from './harness/liar'
import { findBuild } from './harness/server'
import { readIndex } from './harness/state'
import { startWorld, type World } from './harness/world'

const NAMED = STATE_ROWS.map((row) => [`${row.id} ${row.title}`, row] as const)
const KINDS: readonly DatabaseKind[] = ['SQLite', 'PostgreSQL']
/** A listing that is believed too soon is believed at the second look. */
const LOOKS = 3

describe.skipIf(findBuild() === null).each(KINDS)('a registry that fails, on %s', (kind) => {
  const isMissing = kind === 'PostgreSQL' && inject('postgres') === null
  let world: World
  let street: Awaited<ReturnType<typeof build>>

  beforeAll(async () => {
    if (isMissing) return
    street = await build()
    world = await startWorld(kind)
    const url = street.url
    const connected = await world.admin.post('/registries', { name: 'faulty', url })
    expect(connected.status, JSON.stringify(connected.body)).toBe(201)
    await syncToEnd(world.admin, 'faulty')
  }, 180_000)
  afterAll(async () => {
    await world?.stop()
    await street?.stop()
  })

  it.skipIf(isMissing).each(NAMED)(
    '%s: the pages stay up and nothing goes',
    async (_, { fault, lie }) => {
      const before = await readIndex(world.database, 'faulty')
      expect(before.repositories).toHaveLength(REPOSITORIES.length)
      street.proxy.plan(fault ?? null)
      street.liar.tell(lie ?? null)

      const ends: unknown[] = []
      for (let look = 0; look < (lie ? LOOKS : 1); look += 1)
        ends.push((await syncToEnd(world.admin, 'faulty')).status)
      const { body: shown } = await world.admin.get('/registries/faulty')

      expect(await readIndex(world.database, 'faulty')).toEqual(before)
      await expectPagesUp(world)
      if (fault) expect([shown.isStale, ...ends], 'the failure is told').not.toEqual([false, 'succeeded'])

      street.proxy.plan(null)
      street.liar.tell(null)
      let healed = await syncToEnd(world.admin, 'faulty')
      if (isLeftAlone(healed)) {
        // One that failed again and again is left alone for half a minute, unless somebody asks for it.
        expect((await world.admin.post('/registries/faulty/probe')).status).toBe(200)
        healed = await syncToEnd(world.admin, 'faulty')
      }
      // A doubt that was noted stands until a crawl has seen everything again.
      if (healed.status !== 'succeeded') expect(healed.problem).toMatchObject({ code: 'mass-vanish' })
      expect((await syncToEnd(world.admin, 'faulty')).status).toBe('succeeded')
      expect(await readIndex(world.database, 'faulty')).toEqual(before)
      expect((await world.admin.get('/registries/faulty')).body).toMatchObject({
        isStale: false,
        health: { state: 'up' },
      })
      await expectAlive(world)
    },
    240_000,
  )

  it.skipIf(isMissing)('has logged no secret', () => refuseSecretLines(world, world.server.log()))
})

function isLeftAlone({ problem }: Reply['body']): boolean {
  return (
    typeof problem === 'object' && problem !== null && Object.values(problem).includes('upstream-unreachable')
  )
}

/** A real registry, with somebody in front of it who lies and a network in front of them that breaks. */
async function build() {
  const registry = await startRegistry()
  await pushContent({ url: registry.url })
  const liar = await startLiar(registry.url)
  const proxy = await startFaultProxy(liar.url)
  const door = await openDoor(proxy.url)
  return {
    url: door.url,
    liar,
    proxy,
    stop: async () => {
      for (const one of [door, proxy, liar, registry]) await one.stop()
    },
  }
}

const BASE = '/registries/faulty'
const PAGES: readonly (readonly [path: string, text: string])[] = [
  ['/', 'faulty'],
  [BASE, 'team/app'],
  [`${BASE}/repositories/team~app`, 'latest'],
  [`${BASE}/repositories/team~app/tags/v1`, 'v1'],
  ['/search?q=team', 'team/app'],
  ['/settings/registries', 'faulty'],
  ['/activity', 'faulty'],
]

/** Every page answers 200 with the last known rows, and so do the lists of the API. */
async function expectPagesUp({ origin, facts, admin }: World): Promise<void> {
  for (const [path, text] of PAGES) {
    const page = await fetch(`${origin}${path}`, {
      headers: { cookie: facts.sessionCookie },
      redirect: 'manual',
    })
    expect(page.status, path).toBe(200)
    expect((await page.text()).includes(text), `${path} shows ${text}`).toBe(true)
  }
  const { body } = await admin.get(`${BASE}/repositories`)
  expect(body.total).toBe(REPOSITORIES.length)
  const tags = await admin.get(`${BASE}/repositories/team~app/tags`)
  expect(tags.body.total).toBe(3)
}
