import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { parseRepositoryName } from '@/lib/oci/name'
import { buildContext } from './context'
import { type CountingProxy, countingProxy } from './counting-proxy'
import { addTestRegistry, poolTo, REGISTRY_NAME } from './index-fixture'
import { makeSecret, startDraining } from './notifications'
import { type RunningRegistry, startRegistry } from './registry'

/** A registry for the tests of a file, whose events they deliver themselves, with what it was asked counted. */
export function toldRegistry() {
  let registry: RunningRegistry
  let proxy: CountingProxy
  let serial = 0
  const running: { stop(): Promise<void> }[] = []
  beforeAll(async () => {
    registry = await startRegistry()
    proxy = await countingProxy(registry.url)
  })
  afterAll(async () => {
    await proxy.close()
    await registry.stop()
  })
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop()
  })
  return {
    /** Connects it as `main`, and deals with what is delivered until the test ends. */
    start: async (db: Database, repositories: readonly string[] | null = null) => {
      await addTestRegistry(db, proxy.url, repositories)
      const registries = poolTo(proxy.url)
      await makeSecret({ db })
      const draining = startDraining({ db, registries })
      running.push({ stop: () => draining.stop() }, { stop: () => registries.close() })
      return { ...draining, ctx: buildContext({ db, registries }), registries }
    },
    /** What it was asked since the last time. */
    calls: () => proxy.take(),
    target: (repository: string) => ({ url: registry.url, repository }),
    place: (repository: string, tag: string) => ({
      registry: REGISTRY_NAME,
      repository: parseRepositoryName(repository),
      tag,
    }),
    nextId: () => {
      serial += 1
      return `event-${process.pid}-${serial}`
    },
  }
}
