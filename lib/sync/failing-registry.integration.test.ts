import { expect, it, onTestFinished } from 'vitest'
import type { Context } from '@/lib/access/context'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { listTags } from '@/lib/catalog/use-cases/list-tags'
import { runJob, SHUTDOWN } from '@/lib/jobs/run-job'
import { claim } from '@/lib/jobs/store/lease'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase, type OpenTestDatabase } from '@/lib/testing/database'
import { type Fault, startFaultProxy } from '@/lib/testing/fault-proxy'
import { areFaultsLong } from '@/lib/testing/figure'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_ID, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'
import { crawl as crawlHandler } from './handlers/crawl'
import { startCrawl } from './use-cases/start-crawl'

const list = { registry: REGISTRY_NAME, sort: 'name', limit: 50 } as const
const REPOSITORIES = ['a', 'b', 'c']

/** What fails at once. `passes`: those that a client gets over by itself. */
const FAULTS: readonly { readonly fault: Fault; readonly match: string; readonly passes?: true }[] = [
  { fault: 'latency', match: '/tags/', passes: true },
  { fault: 'reset', match: '/tags/' },
  { fault: 'refuse', match: '/tags/' },
  { fault: 'truncate', match: '/tags/' },
  { fault: 'corrupt', match: '/tags/' },
  { fault: 'error-500', match: '/tags/' },
  { fault: 'error-502-html', match: '/tags/' },
  { fault: 'error-503', match: '/tags/' },
  { fault: 'limit-429', match: '/tags/' },
  { fault: 'redirect', match: '/tags/' },
  { fault: 'realm', match: '/tags/' },
  { fault: 'html-200', match: '/tags/' },
  { fault: 'error-500', match: '/_catalog' },
  { fault: 'html-200', match: '/_catalog' },
  { fault: 'truncate', match: '/_catalog' },
  { fault: 'error-502-html', match: '/manifests/' },
  { fault: 'link-loop', match: '/_catalog', passes: true },
  { fault: 'link-loop', match: '/tags/' },
]

/** These ask to be left alone for two minutes. */
const PATIENT_FAULTS: readonly Fault[] = ['limit-429-date', 'limit-429-huge']

/** These end by a deadline of 20 seconds each. */
const SLOW_FAULTS: readonly { readonly fault: Fault; readonly match: string; readonly passes?: true }[] = [
  { fault: 'hang', match: '/tags/' },
  { fault: 'stall', match: '/tags/' },
  { fault: 'drip', match: '/tags/' },
]

const faults = areFaultsLong ? [...FAULTS, ...SLOW_FAULTS] : FAULTS

/** A crawled registry behind a proxy that can break its network. */
async function crawled(open: OpenTestDatabase) {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  for (const repository of REPOSITORIES) {
    await pushImage({ url: registry.url, repository }, { tag: '1', layers: [repository] })
  }
  const proxy = await startFaultProxy(registry.url)
  onTestFinished(() => proxy.stop())
  const db = await open()
  await addTestRegistry(db, proxy.url)
  // The proxy looks at the first request of a connection, so each crawl gets new ones.
  const crawl = async () => {
    const registries = poolTo(proxy.url)
    try {
      return await crawlNow({ db, registries })
    } finally {
      await registries.close()
    }
  }
  await crawl()
  return { ctx: buildContext({ db }), proxy, crawl }
}

/** Everything pages show of tags, but for when it was looked at. */
async function digests(ctx: Context) {
  const pages = await Promise.all(REPOSITORIES.map((repository) => listTags(ctx, { ...list, repository })))
  return pages.map((page) => page.items.map(({ name, digest }) => [name, digest]))
}

/** Crawls until somebody has had enough of waiting and tells the worker to stop. */
async function crawlAWhile(ctx: Context, url: string): Promise<string> {
  const registries = poolTo(url)
  const stopping = new AbortController()
  const crawling = { ...ctx, registries }
  const jobId = await startCrawl(crawling, REGISTRY_ID)
  const job = await claim(ctx.db, { owner: 'test', kinds: ['crawl'] })
  if (job === undefined) throw new Error('No crawl is queued.')
  setTimeout(() => stopping.abort(SHUTDOWN), 500)
  try {
    await runJob(crawling, { job, handler: crawlHandler, stopping: stopping.signal })
  } finally {
    await registries.close()
  }
  return jobId
}

eachDatabase('a registry that wants to be left alone for long', (open) => {
  it.each(PATIENT_FAULTS)('is, by %s, and holds up neither a stop nor what comes after', async (fault) => {
    const { ctx, proxy, crawl } = await crawled(open)
    const before = await digests(ctx)
    proxy.plan({ fault, match: '/tags/' })
    const startedAt = performance.now()
    const jobId = await crawlAWhile(ctx, proxy.url)

    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(proxy.broken).toBeLessThanOrEqual(REPOSITORIES.length)
    expect(await digests(ctx)).toEqual(before)
    proxy.plan(null)
    expect(await crawl()).toMatchObject({ id: jobId, status: 'succeeded', failed: 0 })
    expect(await digests(ctx)).toEqual(before)
  })
})

eachDatabase('a registry that fails in the middle of a crawl', (open) => {
  it('changes nothing of what is known, is said to fail, and recovers with the next crawl', {
    timeout: 180_000,
  }, async () => {
    const { ctx, proxy, crawl } = await crawled(open)
    const before = await digests(ctx)

    for (const { fault, match, passes } of faults) {
      proxy.plan({ fault, match })
      const { status } = await crawl()
      expect([fault, match, status === 'succeeded']).toEqual([fault, match, passes === true])
      expect([fault, proxy.broken > 0]).toEqual([fault, true])
      expect([fault, await digests(ctx)]).toEqual([fault, before])
      expect((await listRepositories(ctx, list)).total).toBe(REPOSITORIES.length)
    }

    proxy.plan(null)
    expect(await crawl()).toMatchObject({ status: 'succeeded', failed: 0 })
    const healed = await listTags(ctx, { ...list, repository: 'b' })
    expect(healed).toMatchObject({ total: 1, isStale: false })
    expect(healed.items[0]).toMatchObject({ problem_code: null })
    expect(await ctx.db.query.selectFrom('tag_event').select('kind').execute()).toHaveLength(3)
  })
})
