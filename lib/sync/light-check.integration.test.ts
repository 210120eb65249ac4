import { expect, it, onTestFinished } from 'vitest'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { listTags } from '@/lib/catalog/use-cases/list-tags'
import { buildClock, buildContext } from '@/lib/testing/context'
import { type CountingProxy, countingProxy } from '@/lib/testing/counting-proxy'
import { eachDatabase, type OpenTestDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME, runNext } from '@/lib/testing/index-fixture'
import { type PushTarget, pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'
import { requestCheck } from './use-cases/request-check'

const MINUTE_MS = 60_000
const place = { registry: REGISTRY_NAME, repository: 'one' }
const request = { ...place, afterMs: 5 * MINUTE_MS }

async function crawled(open: OpenTestDatabase, push: (target: PushTarget) => Promise<unknown>) {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  const proxy: CountingProxy = await countingProxy(registry.url)
  onTestFinished(() => proxy.close())
  const target = { url: registry.url, repository: 'one' }
  await push(target)
  const db = await open()
  await addTestRegistry(db, proxy.url)
  const registries = poolTo(proxy.url)
  onTestFinished(() => registries.close())
  const clock = buildClock()
  await crawlNow({ db, registries, clock })
  proxy.take()
  return { ctx: buildContext({ db, registries, clock }), clock, proxy, target }
}

eachDatabase('a light check', (open) => {
  it('is queued once when somebody opens what nobody looked at for a while', async () => {
    const { ctx, clock } = await crawled(open, (target) => pushImage(target, { tag: '1' }))
    expect(await requestCheck(ctx, request)).toBe(false)

    clock.advance(5 * MINUTE_MS)
    const asked = await Promise.all([1, 2, 3].map(() => requestCheck(ctx, request)))
    expect(asked.filter(Boolean)).toHaveLength(1)
    await runNext(ctx)
    expect(await requestCheck(ctx, request)).toBe(false)
  })

  it('finds what came, moved and went by one listing and one cheap request for each tag', async () => {
    const { ctx, clock, proxy, target } = await crawled(open, async (to) => {
      for (const tag of ['1', '2', 'latest']) await pushImage(to, { tag, layers: [tag] })
    })
    const moved = await pushImage(target, { tag: 'latest', layers: ['newer'] })
    await pushImage(target, { tag: '3', layers: ['newer'] })
    clock.advance(5 * MINUTE_MS)

    await requestCheck(ctx, request)
    await runNext(ctx)

    const calls = proxy.take().map(({ path, status }) => `${status} ${path.replace(/sha256:.*/, 'digest')}`)
    expect(calls.toSorted()).toEqual([
      '200 /v2/one/blobs/digest',
      '200 /v2/one/manifests/3',
      '200 /v2/one/manifests/latest',
      '200 /v2/one/tags/list?n=1000',
      '304 /v2/one/manifests/1',
      '304 /v2/one/manifests/2',
    ])
    expect(await getTag(ctx, { ...place, tag: 'latest' })).toMatchObject({ digest: moved.digest })
    const page = await listTags(ctx, { ...place, sort: 'name', limit: 50 })
    expect(page).toMatchObject({ total: 4, syncedAt: clock.now() })
  })

  it('leaves everything as it is when the registry fails', async () => {
    const { ctx, clock, proxy } = await crawled(open, (target) => pushImage(target, { tag: '1' }))
    const before = await listTags(ctx, { ...place, sort: 'name', limit: 50 })
    await proxy.close()
    clock.advance(5 * MINUTE_MS)
    await requestCheck(ctx, request)
    await runNext(ctx)
    const after = await listTags(ctx, { ...place, sort: 'name', limit: 50 })
    expect(after).toEqual({ ...before, isStale: true })
  })
})
