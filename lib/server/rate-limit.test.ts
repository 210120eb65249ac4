import { beforeEach, expect, it } from 'vitest'
import { ANONYMOUS_ACTOR, SYSTEM_ACTOR } from '@/lib/core/actor'
import { adminActor, viewerActor } from '@/lib/testing/context'
import { limitRate, resetRateLimits } from './rate-limit'

beforeEach(() => resetRateLimits())

it('lets each caller ask for an export ten times a minute, and says how long to wait', async () => {
  const ask = () => limitRate('export', { actor: adminActor, ip: '10.0.0.1' })
  for (let at = 0; at < 10; at++) await ask()
  await expect(ask()).rejects.toMatchObject({
    code: 'too-many-requests',
    status: 429,
    retryAfterSeconds: expect.any(Number),
  })
})

it('counts callers, kinds of work and addresses of strangers apart', async () => {
  for (let at = 0; at < 4; at++) await limitRate('verify', { actor: adminActor, ip: '10.0.0.1' })
  await expect(limitRate('verify', { actor: adminActor, ip: '10.0.0.2' })).rejects.toThrow()
  await limitRate('verify', { actor: viewerActor, ip: '10.0.0.1' })
  await limitRate('export', { actor: adminActor, ip: '10.0.0.1' })
  for (let at = 0; at < 4; at++) await limitRate('verify', { actor: ANONYMOUS_ACTOR, ip: '10.0.0.1' })
  await limitRate('verify', { actor: ANONYMOUS_ACTOR, ip: '10.0.0.2' })
})

it('never holds up the server itself', async () => {
  for (let at = 0; at < 20; at++) await limitRate('verify', { actor: SYSTEM_ACTOR, ip: null })
})
