import { afterEach, beforeEach } from 'vitest'
import { resetThrottle } from '@/lib/access/throttle'
import { writeRequests } from '@/lib/docker-token/request-log'
import type { OpenTestDatabase } from './database'
import { startTokenWorld, type TokenWorld } from './token-world'

/** A token service for each test of a suite, and what a program that asks it makes of its answers. */
export function askedTokenService(open: OpenTestDatabase) {
  let world: TokenWorld
  beforeEach(async () => {
    resetThrottle()
    world = await startTokenWorld({ db: await open() })
  })
  afterEach(async () => {
    await writeRequests(world.ctx)
    await world.stop()
  })
  const url = () => `${world.origin}/api/token`
  return {
    get world() {
      return world
    },
    /** Asks as Docker does. */
    get: (query: string, headers: Record<string, string> = {}) =>
      askService(`${url()}?${query}`, { headers }),
    /** Asks by a form of OAuth 2.0. */
    post: (form: Record<string, string> | string, type = 'application/x-www-form-urlencoded') => {
      const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
      return askService(url(), { method: 'POST', body, headers: { 'content-type': type } })
    },
  }
}

/** What a token service answered, and what is in the token if it gave one. */
export async function askService(url: string, init: RequestInit) {
  const response = await fetch(url, init)
  const body = await response.json()
  const [header, claims] = String(body.token ?? '')
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString() || 'null'))
  const { status, headers } = response
  return { status, headers, body, code: body.errors?.[0]?.code, claims, header, access: claims?.access }
}

/** The header of somebody with a password. */
export const basicOf = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})
