import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { eventTypes } from '@/lib/testing/audited'
import { buildClock, buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase, type OpenTestDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME, runQueued } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'
import { acceptVanished } from './use-cases/accept-vanished'

const list = { registry: REGISTRY_NAME, sort: 'name', limit: 50 } as const

/** A crawled registry of repositories with one tag each, and where it keeps them. */
async function crawled(open: OpenTestDatabase, repositories: readonly string[]) {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  const db = await open()
  await addTestRegistry(db, registry.url)
  const registries = poolTo(registry.url)
  onTestFinished(() => registries.close())
  const clock = buildClock()
  for (const repository of repositories) {
    await pushImage({ url: registry.url, repository }, { tag: '1', layers: [repository] })
  }
  const ctx = buildContext({ db, registries, clock })
  const crawl = () => {
    clock.advance(1000)
    return crawlNow({ db, registries, clock })
  }
  await crawl()
  return { ctx, clock, crawl, kept: join(registry.rootDir, 'data/docker/registry/v2/repositories') }
}

eachDatabase('the alert that too much is gone at once', (open) => {
  it('is raised with the names, and passes with the first crawl that finds everything', async () => {
    const { ctx, crawl, kept } = await crawled(open, ['a', 'b', 'c', 'd'])
    await rename(kept, `${kept}-away`)
    expect(await crawl()).toMatchObject({ status: 'partial', problem_code: 'mass-vanish' })
    expect((await getRegistry(ctx, REGISTRY_NAME)).vanish).toMatchObject({
      known: 4,
      missing: 4,
      names: ['a', 'b', 'c', 'd'],
    })

    await rename(`${kept}-away`, kept)
    expect(await crawl()).toMatchObject({ status: 'succeeded', problem_code: null })
    expect((await getRegistry(ctx, REGISTRY_NAME)).vanish).toBeNull()
  })

  it('lets an admin say that they are really gone, which removes those and no others', async () => {
    const { ctx, clock, crawl, kept } = await crawled(open, ['a', 'b', 'c', 'd', 'e'])
    for (const name of ['a', 'b', 'c']) await rm(join(kept, name), { recursive: true })
    await crawl()
    expect((await listRepositories(ctx, list)).total).toBe(5)

    const wrong = acceptVanished(ctx, { registry: REGISTRY_NAME, missing: 2 })
    await expect(wrong).rejects.toMatchObject({ code: 'precondition-failed' })
    clock.advance(1000)
    const job = await runQueued(ctx, await acceptVanished(ctx, { registry: REGISTRY_NAME, missing: 3 }))

    expect(job).toMatchObject({ status: 'succeeded', problem_code: null })
    const left = await listRepositories(ctx, list)
    expect(left.items.map((row) => row.name)).toEqual(['d', 'e'])
    expect((await getRegistry(ctx, REGISTRY_NAME)).vanish).toBeNull()
    expect(await eventTypes(ctx.db)).toContain('sync.loss-accepted')
    const again = acceptVanished(ctx, { registry: REGISTRY_NAME, missing: 3 })
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
  })

  it('removes nothing when more is gone by then than was accepted', async () => {
    const { ctx, clock, crawl, kept } = await crawled(open, ['a', 'b', 'c', 'd', 'e'])
    for (const name of ['a', 'b', 'c']) await rm(join(kept, name), { recursive: true })
    await crawl()
    const jobId = await acceptVanished(ctx, { registry: REGISTRY_NAME, missing: 3 })
    await rm(join(kept, 'd'), { recursive: true })

    clock.advance(1000)
    expect(await runQueued(ctx, jobId)).toMatchObject({ status: 'partial', problem_code: 'mass-vanish' })
    expect((await listRepositories(ctx, list)).total).toBe(5)
  })

  it('is not for a viewer to answer', async () => {
    const { ctx } = await crawled(open, ['a'])
    const answer = acceptVanished({ ...ctx, actor: viewerActor }, { registry: REGISTRY_NAME, missing: 1 })
    await expect(answer).rejects.toMatchObject({ code: 'forbidden' })
  })
})
