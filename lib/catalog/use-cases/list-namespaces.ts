import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { isStale } from '../rules/staleness'
import { listNamespaceRows, type NamespaceRow } from '../store/namespaces'
import { getRegistryByName } from '../store/places'

export interface NamespaceList {
  readonly items: readonly NamespaceRow[]
  readonly syncedAt: number | null
  readonly isStale: boolean
}

/** The namespaces of a registry that hold repositories, each with its own counts. */
export async function listNamespaces(
  ctx: Context,
  input: { readonly registry: string },
): Promise<NamespaceList> {
  await authorize(ctx, 'repository:list')

  const registry = await getRegistryByName(ctx.db.query, input.registry)
  const items = await listNamespaceRows(ctx.db.query, registry.id)

  const { synced_at: syncedAt, health } = registry
  return { items, syncedAt, isStale: isStale({ syncedAt, health }, ctx.clock.now()) }
}
