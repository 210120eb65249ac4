import { afterEach, beforeEach, expect, it } from 'vitest'
import { findTokenActor } from '@/lib/access/authenticate'
import { userActor } from '@/lib/access/load-actor'
import { can, type Resource } from '@/lib/access/rules/can'
import { findUser } from '@/lib/access/store/user'
import { resetThrottle } from '@/lib/access/throttle'
import { contracts } from '@/lib/api/contracts'
import type { Endpoint } from '@/lib/api/contracts/endpoint'
import type { Actor } from '@/lib/core/actor'
import { eachDatabase } from '@/lib/testing/database'
import { RULES } from '@/lib/testing/matrix-rules'
import { type MatrixWorld, ROLES, startMatrixWorld } from '@/lib/testing/matrix-world'
import { installRuntime } from './runtime'

/*
 * Every endpoint as every role, in the own namespace and in a foreign one. Handlers are called by themselves, so
 * nothing here rests on what stands in front of the server.
 */

/** A thousand requests, each with things of its own to ask about, on a machine that may be busy. */
const WALK_MS = 240_000

const endpoints: readonly (readonly [string, Endpoint])[] = Object.entries(contracts)

beforeEach(() => resetThrottle())
afterEach(() => installRuntime(undefined))

it('has a row for every endpoint of the table of routes', () => {
  expect(Object.keys(RULES).toSorted()).toEqual(endpoints.map(([name]) => name).toSorted())
})

eachDatabase('the table of routes', (open) => {
  it.each(ROLES)(
    'lets %s do what their role says in their namespace, and nothing in another',
    async (role) => {
      const world = await startMatrixWorld(open, role)
      for (const [name, contract] of endpoints) {
        for (const place of ['own', 'foreign'] as const) {
          for (const by of ['session', 'token'] as const)
            await expectAnswer(world, { name, contract, place, by })
        }
      }
    },
    WALK_MS,
  )
})

interface Case {
  readonly name: string
  readonly contract: Endpoint
  readonly place: 'own' | 'foreign'
  readonly by: 'session' | 'token'
}

async function expectAnswer(world: MatrixWorld, one: Case): Promise<void> {
  const rule = RULES[one.name]
  if (rule === undefined || rule === 'public') return
  const actor = await actorOf(world, one.by)
  const target = await world.target(one.place, one.contract)
  const resource = resourceOf(rule.about, world, one.place)
  const decision =
    rule.action === 'signed-in' ? { allowed: true as const } : can(actor, rule.action, resource)

  const answer = await world.call(one.name, one.contract, { by: one.by, target })
  const what = `${one.name} in the ${one.place} namespace by ${one.by}: ${answer.text.slice(0, 300)}`
  expect.soft(answer.status, what).not.toBe(500)
  if (decision.allowed) {
    expect.soft([401, 403], what).not.toContain(answer.status)
    if (rule.isFound) expect.soft(answer.status, what).toBeLessThan(300)
    return
  }
  const hidden = rule.about !== 'nothing' && !decision.mayKnow
  expect.soft(hidden ? [404] : [403, 404], what).toContain(answer.status)
  if (!hidden) return
  const absent = await world.call(one.name, one.contract, {
    by: one.by,
    target: await world.target('absent', one.contract),
  })
  expect.soft(withoutId(answer.text), what).toBe(withoutId(absent.text))
}

async function actorOf(world: MatrixWorld, by: Case['by']): Promise<Actor> {
  const query = world.db.query
  const user = await findUser(query, world.userId)
  const token = by === 'token' ? await findTokenActor(query, world.token, Date.now()) : undefined
  const actor = token ?? (user && (await userActor(query, user)))
  if (actor === undefined) throw new Error('nobody acts')
  return actor
}

function resourceOf(
  about: 'repository' | 'registry' | 'scope' | 'nothing',
  world: MatrixWorld,
  place: Case['place'],
): Resource {
  if (about === 'nothing') return {}
  const { registryId, repository, namespace } = world.places[place]
  if (about === 'repository') return { registryId, repository }
  return about === 'scope' ? { registryId, namespace } : { registryId: world.places.own.registryId }
}

/** A problem names the request it answers; nothing else may differ. */
function withoutId(text: string): string {
  return text.replaceAll(/req_[a-z0-9]+/g, 'req_')
}
