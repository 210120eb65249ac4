import { afterAll, beforeAll, describe, inject, it } from 'vitest'
import { configRows } from './corpus/upstream-configs'
import { linkRows, listingRows } from './corpus/upstream-lists'
import { indexRows, manifestRows } from './corpus/upstream-manifests'
import { passwordRows, realmRows, tokenRealmRows } from './corpus/upstream-realms'
import { encodingRows, headerRows, redirectingRows, rootRows } from './corpus/upstream-wire'
import { refuseSecretLines } from './harness/check-row'
import { checkUpstream } from './harness/check-upstream'
import type { DatabaseKind } from './harness/database'
import { findBuild } from './harness/server'
import { startUpstream, type Upstream } from './harness/upstream'
import { startWorld, type World } from './harness/world'

const ROWS = [
  ...realmRows,
  ...passwordRows,
  ...rootRows,
  ...listingRows,
  ...linkRows,
  ...manifestRows,
  ...indexRows,
  ...configRows,
  ...redirectingRows,
  ...encodingRows,
  ...headerRows,
  ...tokenRealmRows,
]
const NAMED = ROWS.map((row) => [`${row.id} ${row.title}`, row] as const)
const SCRIPTS = new Map(ROWS.map(({ id, script }) => [id, script]))
const KINDS: readonly DatabaseKind[] = ['SQLite', 'PostgreSQL']

describe.skipIf(findBuild() === null).each(KINDS)('registries that lie, on %s', (kind) => {
  const isMissing = kind === 'PostgreSQL' && inject('postgres') === null
  let world: World
  let upstream: Upstream

  beforeAll(async () => {
    if (isMissing) return
    upstream = await startUpstream(SCRIPTS)
    world = await startWorld(kind)
  }, 180_000)
  afterAll(async () => {
    await world?.stop()
    await upstream?.stop()
  })

  it.skipIf(isMissing).each(NAMED)('%s', (_, row) => checkUpstream(world, upstream, row), 120_000)

  it.skipIf(isMissing)('has logged no secret', () => refuseSecretLines(world, world.server.log()))
})
