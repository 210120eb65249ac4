import 'server-only'
import type { Context } from '@/lib/access/context'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import { startCrawl } from './start-crawl'

/** Starts or joins a crawl of the registry of a name. @throws NotFoundError */
export async function syncRegistry(ctx: Context, input: { readonly registry: string }): Promise<string> {
  const registry = await authorizeRegistry(ctx, 'registry:sync', input.registry)

  return startCrawl(ctx, registry.id)
}
