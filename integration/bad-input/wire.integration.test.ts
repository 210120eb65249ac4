import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { RAW_ROWS } from './corpus/raw'
import { expectAlive, refuseSecretLines, sendRow } from './harness/check-row'
import type { DatabaseKind } from './harness/database'
import { randomRequests } from './harness/random-requests'
import { sendRaw } from './harness/raw'
import type { RowRequest } from './harness/row'
import { findBuild } from './harness/server'
import { readState } from './harness/state'
import { startWorld, type World } from './harness/world'

const NAMED = RAW_ROWS.map((row) => [`${row.id} ${row.title}`, row] as const)
const KINDS: readonly DatabaseKind[] = ['SQLite', 'PostgreSQL']
const RANDOM_REQUESTS = 5000
const AT_ONCE = 8
const SEED = 20_261_121

describe.skipIf(findBuild() === null).each(KINDS)('bytes on the wire, on %s', (kind) => {
  const isMissing = kind === 'PostgreSQL' && inject('postgres') === null
  let world: World

  beforeAll(async () => {
    if (!isMissing) world = await startWorld(kind)
  }, 180_000)
  afterAll(() => world?.stop())

  it.skipIf(isMissing).each(NAMED)('%s', async (_, row) => {
    const before = await readState(world.database)
    const { statuses, end, text } = await sendRaw(world.origin, row.bytes(world))

    if (statuses.length === 0) expect(end, 'neither an answer nor an end').toBe('closed')
    for (const status of statuses) expect([...row.statuses, 400], text.slice(0, 300)).toContain(status)
    for (const secret of world.secrets) expect(text.includes(secret)).toBe(false)
    expect(await readState(world.database)).toEqual(before)
    await expectAlive(world)
  })

  it.skipIf(isMissing)(
    'answers five thousand random requests without failing once',
    async () => {
      const before = await readState(world.database)
      const open = randomRequests(SEED, RANDOM_REQUESTS)
      const failed: string[] = []
      const work = async () => {
        for (let next = open.pop(); next !== undefined; next = open.pop())
          failed.push(...(await judge(world, next)))
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))

      expect(failed.slice(0, 20)).toEqual([])
      expect(await readState(world.database)).toEqual(before)
      await expectAlive(world)
    },
    300_000,
  )

  it.skipIf(isMissing)('has logged no secret', () => refuseSecretLines(world, world.server.log()))
})

/** What is wrong with the answer to one random request; nothing for most. */
async function judge(world: World, request: RowRequest): Promise<string[]> {
  const name = `${request.as} ${request.method} ${request.path}`
  try {
    const { status, text } = await sendRow(world, request)
    const isLeaking = [...world.secrets].some((secret) => text.includes(secret))
    return status >= 500 || isLeaking ? [`${name}: ${status}${isLeaking ? ' with a secret' : ''}`] : []
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : 'failed'}`]
  }
}
