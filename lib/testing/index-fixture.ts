import type { Context, RegistryPool } from '@/lib/access/context'
import type { Database } from '@/lib/db/connection'
import type { NamedJobRow } from '@/lib/jobs/store/jobs'
import { openRegistry } from '@/lib/registry/client'
import type { RegistryClient } from '@/lib/registry/types'
import { syncHandlers } from '@/lib/sync/handlers'
import { startCrawl } from '@/lib/sync/use-cases/start-crawl'
import { buildContext, type ContextParts } from './context'
import { runOneJob } from './run-one-job'

export const REGISTRY_ID = 'reg_test'
export const REGISTRY_NAME = 'main'

/** The row of a registry, as if an admin had connected it. */
export async function addTestRegistry(
  db: Database,
  url: string,
  repositories: readonly string[] | null = null,
): Promise<void> {
  await db.query
    .insertInto('registry')
    .values({
      id: REGISTRY_ID,
      name: REGISTRY_NAME,
      url,
      repository_list: repositories === null ? null : JSON.stringify(repositories),
      health: 'unknown',
      is_declared: 0,
      created_at: 1,
      updated_at: 1,
    })
    .execute()
}

/** One of several registries; its id is `reg_` and its name. */
export async function addNamedRegistry(db: Database, name: string, url: string): Promise<void> {
  await db.query
    .insertInto('registry')
    .values({
      id: `reg_${name}`,
      name,
      url,
      repository_list: null,
      health: 'unknown',
      is_declared: 0,
      created_at: 1,
      updated_at: 1,
    })
    .execute()
}

/** A pool with one real client to one loopback address. */
export function poolTo(url: string): RegistryPool & { close(): Promise<void> } {
  const connection = { url, username: null, password: null, realmOrigin: null, caPem: null }
  const client: RegistryClient = openRegistry(connection, { allowedCidrs: ['127.0.0.0/8'] })
  return { client: async () => client, forget: async () => undefined, close: () => client.close() }
}

/** Crawls the registry to the end, as a worker would. */
export async function crawlNow(parts: ContextParts): Promise<NamedJobRow> {
  const ctx = buildContext(parts)
  return runQueued(ctx, await startCrawl(ctx, REGISTRY_ID))
}

/** Runs queued jobs until one of them has come to its end. */
export async function runQueued(ctx: Context, jobId: string): Promise<NamedJobRow> {
  let ended = await runOneJob(ctx, syncHandlers)
  while (ended.id !== jobId) ended = await runOneJob(ctx, syncHandlers)
  return ended
}

/** Runs the next queued job and gives its id. */
export async function runNext(ctx: Context): Promise<string> {
  return (await runOneJob(ctx, syncHandlers)).id
}
