import { afterEach, expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { listDrift } from '@/lib/golden/use-cases/drift/list-drift'
import { parseRepositoryName } from '@/lib/oci/name'
import { eachDatabase } from '@/lib/testing/database'
import { buildEvent } from '@/lib/testing/event'
import {
  GOLDEN_REPOSITORY,
  type GoldenWorld,
  goldenWorld,
  makeGolden,
  pushGood,
} from '@/lib/testing/golden-world'
import { REGISTRY_ID } from '@/lib/testing/index-fixture'
import { makeSecret, startDraining } from '@/lib/testing/notifications'
import { entryOf, type Pushed, pushImage, pushIndex, pushManifest } from '@/lib/testing/push'
import { startTestRuntime } from '@/lib/testing/runtime'
import { until } from '@/lib/testing/until'
import { startGoldenWatch } from './golden-watch'
import { installRuntime } from './runtime'

const repository = GOLDEN_REPOSITORY
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  installRuntime(undefined)
})

/** A line that is watched as a server watches it, told of what happens by notifications alone. */
async function open(db: Database) {
  const children: Pushed[] = []
  const world = await goldenWorld(db, {
    fill: async (target) => {
      const one = await pushGood(target, 'child')
      children.push(one)
      await pushIndex(target, [entryOf(one, 'amd64')], 'multi')
    },
  })
  const parts = { db, registries: world.ctx.registries }
  await makeSecret({ db })
  const draining = startDraining(parts)
  const watch = startGoldenWatch(startTestRuntime(parts))
  closing.push(
    () => world.close(),
    () => draining.stop(),
    () => watch.stop(),
  )
  return { world, child: children[0], deliver: draining.deliver }
}

async function drifted(world: GoldenWorld) {
  const { items } = await listDrift(world.person('mia'), { state: 'open', limit: 50 })
  return items.map(({ row }) => `${row.kind} ${row.subject} by ${row.learnedBy}`)
}

eachDatabase('the watch over golden lines', (openDatabase) => {
  it('raises drift within seconds after a notification of a tag that was pushed over, and ends it', async () => {
    const { world, deliver } = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const over = await pushImage(world.target, { tag: '1.0', layers: ['something else'] })
    await deliver(buildEvent({ id: 'over', repository, tag: '1.0', digest: over.digest, actor: 'eve' }))
    const [drift] = await until(async () => {
      const found = await drifted(world)
      return found.length > 0 ? found : undefined
    }, 10_000)
    expect(drift).toBe('tag-moved 1.0 by notification')

    const client = await world.ctx.registries.client(REGISTRY_ID)
    const golden = await client.getManifest(parseRepositoryName(repository), version.digest)
    if (golden.kind !== 'manifest') throw new Error('no manifest')
    const { mediaType } = golden
    const document = JSON.parse(Buffer.from(golden.bytes).toString('utf8'))
    await pushManifest(world.target, document, { mediaType, tag: '1.0' })
    await deliver(buildEvent({ id: 'back', repository, tag: '1.0', digest: version.digest }))
    await until(async () => (await drifted(world)).length === 0, 10_000)
  })

  it('hears of a child that was deleted by its digest, which no tag tells of', async () => {
    const { world, child, deliver } = await open(await openDatabase())
    await makeGolden(world, 'multi')
    if (child === undefined) throw new Error('no child')
    const client = await world.ctx.registries.client(REGISTRY_ID)
    await client.deleteManifest(parseRepositoryName(repository), child.digest)
    const { digest } = child
    await deliver(buildEvent({ id: 'gone', action: 'delete', method: 'DELETE', repository, digest }))
    await until(
      async () => (await drifted(world)).includes(`child-missing ${digest} by notification`),
      10_000,
    )
  })
})
