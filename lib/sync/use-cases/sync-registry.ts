import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { getRegistryByName } from '@/lib/catalog/store/places'
import { startCrawl } from './start-crawl'

/** Starts or joins a crawl of the registry of a name. @throws NotFoundError */
export async function syncRegistry(ctx: Context, input: { readonly registry: string }): Promise<string> {
  await authorize(ctx, 'registry:sync')

  const registry = await getRegistryByName(ctx.db.query, input.registry)

  return startCrawl(ctx, registry.id)
}
