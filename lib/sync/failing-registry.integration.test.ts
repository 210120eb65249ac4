import { expect, it } from 'vitest'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { listTags } from '@/lib/catalog/use-cases/list-tags'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { startFaultProxy } from '@/lib/testing/fault-proxy'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const list = { registry: REGISTRY_NAME, sort: 'name', limit: 50 } as const

eachDatabase('a registry that fails in the middle of a crawl', (open) => {
  it('changes nothing of what is known, is said to fail, and recovers', async () => {
    const registry = await startRegistry()
    for (const repository of ['a', 'b', 'c']) {
      await pushImage({ url: registry.url, repository }, { tag: '1', layers: [repository] })
    }
    const proxy = await startFaultProxy(registry.url)
    const db = await open()
    await addTestRegistry(db, proxy.url)
    const registries = poolTo(proxy.url)
    const ctx = buildContext({ db, registries })
    await crawlNow({ db, registries })
    const before = await listTags(ctx, { ...list, repository: 'b' })

    for (const fault of ['reset', 'error-500', 'error-502-html', 'html-200', 'truncate'] as const) {
      proxy.plan({ fault, match: '/tags/' })
      // The proxy looks at the first request of a connection, so each fault meets new ones.
      const fresh = poolTo(proxy.url)
      const job = await crawlNow({ db, registries: fresh })
      await fresh.close()
      expect([fault, job.status]).toEqual([fault, 'partial'])
      const after = await listTags(ctx, { ...list, repository: 'b' })
      expect(after.items.map((row) => row.digest)).toEqual(before.items.map((row) => row.digest))
      expect((await listRepositories(ctx, list)).total).toBe(3)
    }

    proxy.plan(null)
    expect(await crawlNow({ db, registries })).toMatchObject({ status: 'succeeded', failed: 0 })
    const healed = await listTags(ctx, { ...list, repository: 'b' })
    expect(healed).toMatchObject({ total: 1, isStale: false })
    expect(healed.items[0]).toMatchObject({ problem_code: null })
    await registries.close()
    await proxy.stop()
    await registry.stop()
  })
})
