import { afterEach, describe, expect, it } from 'vitest'
import { listTrash } from '@/lib/cleanup/use-cases/list-trash'
import { planDeletionOf } from '@/lib/cleanup/use-cases/plan-deletion'
import { restoreItem } from '@/lib/cleanup/use-cases/restore-item'
import { startDeletion } from '@/lib/cleanup/use-cases/start-deletion'
import { openSqliteForTest } from '@/lib/testing/database'
import {
  expectOnlyVictimsGone,
  type KillWorld,
  killSomewhere,
  openKillWorld,
  untilFinished,
} from '@/lib/testing/deletion-kill'
import { deletionWorld, digestAt, readTags, runDeletion } from '@/lib/testing/deletion-world'
import { REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import type { RunningRegistry } from '@/lib/testing/registry'
import { note } from './report'
import { type RegistryServer, SERVERS } from './servers'

const REPOSITORY = 'team/app'
const SIZE = { tags: 600, victims: 200 }
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

for (const server of SERVERS) {
  describe.skipIf(!server.isThere)(server.name, () => holdDeletion(server))
}

function holdDeletion(server: RegistryServer): void {
  const open = () => server.start({ htpasswd: false })

  it('deletes a tag, leaves its sibling and every other, and restores it', async () => {
    const { database, close } = await openSqliteForTest()
    closing.push(close)
    const world = await deletionWorld(database, pushSiblings, { open })
    closing.push(() => world.close())
    const { ctx } = world
    const { url } = world.registry
    const before = await readTags(url, REPOSITORY)
    const digest = before.get('v1') ?? ''
    const tags = [{ tag: 'v1', digest }]
    const place = { registry: REGISTRY_NAME, repository: REPOSITORY }
    const { method } = await planDeletionOf(ctx, { ...place, tags })
    note(server.name, 'a tag is removed by', method.kind)
    const { jobId } = await startDeletion(ctx, { ...place, tags })
    expect(await runDeletion(world, jobId)).toMatchObject({ status: 'succeeded', done: 1 })
    const after = await readTags(url, REPOSITORY)
    expect(new Map([...after].sort())).toEqual(new Map([...before].filter(([tag]) => tag !== 'v1').sort()))

    const [item] = (await listTrash(ctx, { limit: 10 })).items
    await restoreItem(ctx, { item: item?.id ?? '' })
    expect(await digestAt(url, REPOSITORY, 'v1')).toBe(digest)
  }, 120_000)

  it('goes on after a worker was killed, and changes nothing but what it was asked to delete', async () => {
    const world: KillWorld = await openKillWorld({ ...SIZE, open })
    closing.push(() => world.close())
    const jobId = await world.start()
    await killSomewhere(world, await world.worker(), { seed: 5 })
    await world.worker()
    expect(await untilFinished(world, jobId)).toMatchObject({ status: 'succeeded', done: SIZE.victims })
    await expectOnlyVictimsGone(world)
    note(server.name, 'killed while deleting', `${SIZE.victims} of ${SIZE.tags}, 0 others changed`)
  }, 180_000)
}

/** `v1` and `latest` of one image, `v2` of another. */
async function pushSiblings({ url }: RunningRegistry): Promise<void> {
  const target = { url, repository: REPOSITORY }
  for (const tag of ['v1', 'latest']) await pushImage(target, { tag, layers: ['base', 'one'] })
  await pushImage(target, { tag: 'v2', layers: ['base', 'two'] })
}
