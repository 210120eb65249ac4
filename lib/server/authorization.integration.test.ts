import { afterEach, beforeEach, expect, it } from 'vitest'
import { resetThrottle } from '@/lib/access/throttle'
import { contracts } from '@/lib/api/contracts'
import type { Endpoint } from '@/lib/api/contracts/endpoint'
import type { Database } from '@/lib/db/connection'
import { eachDatabase } from '@/lib/testing/database'
import { startMatrixWorld } from '@/lib/testing/matrix-world'
import { installRuntime } from './runtime'

const endpoints: readonly (readonly [string, Endpoint])[] = Object.entries(contracts)

beforeEach(() => resetThrottle())
afterEach(() => installRuntime(undefined))

eachDatabase('every endpoint', (open) => {
  it.each(['own', 'absent'] as const)(
    'is closed to strangers, about what is there and what is not: %s',
    async (place) => {
      const world = await startMatrixWorld(open, 'owner')
      const target = await world.target(place)
      const before = await rowCounts(world.db)
      for (const [name, contract] of endpoints) {
        if (contract.access === 'public') continue
        const { status, text } = await world.call(name, contract, { by: 'nobody', target })
        expect.soft({ status, code: codeOf(text) }, name).toEqual({ status: 401, code: 'unauthenticated' })
      }
      expect(await rowCounts(world.db)).toEqual(before)
    },
  )

  it('that changes something wants a page of ours behind a cookie', async () => {
    const world = await startMatrixWorld(open, 'admin')
    const target = await world.target('own')
    for (const [name, contract] of endpoints) {
      if (contract.method === 'GET' || contract.access === 'public') continue
      const foreign = [
        { origin: 'https://evil.test' },
        { origin: '', 'sec-fetch-site': 'cross-site' },
        { origin: '' },
      ]
      for (const headers of foreign) {
        const { status, text } = await world.call(name, contract, { by: 'session', target, headers })
        expect.soft({ status, code: codeOf(text) }, name).toEqual({ status: 403, code: 'cross-site-request' })
      }
    }
  })

  it('goes by the token where a cookie comes with it, from any page', async () => {
    const world = await startMatrixWorld(open, 'viewer')
    const target = await world.target('own')
    const headers = { cookie: 'next-auth.session-token=garbage', origin: 'https://evil.test' }
    const answer = await world.call('me', contracts.me, { by: 'token', target, headers })
    expect(JSON.parse(answer.text)).toMatchObject({ kind: 'token', role: 'member' })
  })
})

function codeOf(text: string): unknown {
  const body: unknown = text === '' ? null : JSON.parse(text)
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
}

async function rowCounts(db: Database): Promise<Record<string, number>> {
  const tables = [
    'registry',
    'user_account',
    'api_token',
    'access_grant',
    'user_group',
    'job',
    'repository',
  ] as const
  const counts = tables.map(async (table) => {
    const rows = await db.query.selectFrom(table).selectAll().execute()
    return [table, rows.length] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}
