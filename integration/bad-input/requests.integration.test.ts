import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { CORPUS } from './corpus'
import { STORIES } from './corpus/stories'
import { checkRow, expectAlive, refuseSecretLines } from './harness/check-row'
import type { DatabaseKind } from './harness/database'
import { findBuild } from './harness/server'
import { startWorld, type World } from './harness/world'

const KINDS: readonly DatabaseKind[] = ['SQLite', 'PostgreSQL']
const TOLD = STORIES.map((story) => [`${story.id} ${story.title}`, story] as const)
const NAMED = CORPUS.map((row) => [`${row.id} ${row.title}`, row] as const)

it('gives every row an id of its own', () => {
  const ids = CORPUS.map(({ id }) => id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

describe.skipIf(findBuild() === null).each(KINDS)('bad requests on %s', (kind) => {
  const isMissing = kind === 'PostgreSQL' && inject('postgres') === null
  let world: World

  beforeAll(async () => {
    if (!isMissing) world = await startWorld(kind)
  }, 180_000)
  afterAll(() => world?.stop())

  it.skipIf(isMissing).each(NAMED)('%s', (_, row) => checkRow(world, row))

  it.skipIf(isMissing).each(TOLD)('%s', async (_, { tell }) => {
    await tell(world)
    await expectAlive(world)
  })

  it.skipIf(isMissing)('has logged no secret', () => refuseSecretLines(world, world.server.log()))
})
