import { expect, it } from 'vitest'
import { buildStorm } from './storm'

const TAG = { repository: 'team/app', tag: 'v1', digest: `sha256:${'a'.repeat(64)}` }

it('repeats a fifth of its events and poisons one in a hundred', () => {
  const { envelopes, readable, poison } = buildStorm([TAG], 1_000, 0)
  const events = envelopes.flatMap((text) => JSON.parse(text).events)
  const ids = new Set(events.map((event) => event.id))

  expect(events).toHaveLength(1_000)
  expect(ids.size).toBe(800)
  expect([readable, poison]).toEqual([792, 8])
  expect(new Set(events.filter((event) => event.action === 'explode').map((event) => event.id)).size).toBe(8)
})
