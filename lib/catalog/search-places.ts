import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from './authorize-place'
import type { SearchScope } from './store/search-scope'

/** Where an actor may search. @throws NotFoundError for a registry it may not know of */
export async function openSearch(
  ctx: Context,
  input: { readonly registry?: string | undefined; readonly namespace?: string | undefined },
  limit: number,
): Promise<SearchScope> {
  const registry =
    input.registry === undefined ? undefined : await authorizeRegistry(ctx, 'registry:read', input.registry)
  return {
    registryId: registry?.id,
    namespace: input.namespace,
    visibility: visibilityOf(ctx.actor),
    limit,
  }
}
