import { afterEach } from 'vitest'
import { tagHandlers } from '@/lib/cleanup/handlers/tag-handlers'
import type { Database } from '@/lib/db/connection'
import { adminActor, buildContext } from './context'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_ID } from './index-fixture'
import { startRegistry } from './registry'
import { runOneJob } from './run-one-job'
import { REPOSITORY } from './small-repository'

export type TagWorld = Awaited<ReturnType<typeof open>>

/** Opens empty registries to bring tags back in, or elsewhere; each ends with the test that opened it. */
export function tagWorlds(): (db: Database) => Promise<TagWorld> {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  return (db) => open(db, (close) => void closing.push(close))
}

/** Its admin is nobody of the database, and so nobody a job could run for. */
async function open(db: Database, later: (close: () => Promise<void>) => void) {
  const registry = await startRegistry()
  later(() => registry.stop())
  const registries = poolTo(registry.url)
  later(() => registries.close())
  await addTestRegistry(db, registry.url)
  const parts = { db, registries }
  return {
    ctx: buildContext({ ...parts, actor: adminActor }),
    client: await registries.client(REGISTRY_ID),
    target: { url: registry.url, repository: REPOSITORY },
    parts,
    crawl: () => crawlNow(parts),
    /** Runs the one job that was queued. */
    run: () => runOneJob(buildContext(parts), tagHandlers),
  }
}
