import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from '../authorize-place'
import { isStale } from '../rules/staleness'
import type { StorageFigures } from '../rules/storage-tree'
import { listNamespaceRows, type NamespaceRow } from '../store/namespaces'
import { listNamespaceStorage } from '../store/storage'

export interface NamespaceList {
  readonly items: readonly NamespaceRow[]
  /** By namespace what it holds with everything below it, where the actor sees all of that. */
  readonly storage: ReadonlyMap<string, StorageFigures>
  readonly syncedAt: number | null
  readonly isStale: boolean
}

/** The namespaces of a registry that hold repositories, each with its own counts. */
export async function listNamespaces(
  ctx: Context,
  input: { readonly registry: string },
): Promise<NamespaceList> {
  const registry = await authorizeRegistry(ctx, 'repository:list', input.registry)
  const visibility = visibilityOf(ctx.actor)
  const items = await listNamespaceRows(ctx.db.query, registry.id, visibility)
  const scope = { registryId: registry.id, namespace: '', visibility }
  const storage = await listNamespaceStorage(ctx.db.query, scope)

  const { synced_at: syncedAt, health } = registry
  return { items, storage, syncedAt, isStale: isStale({ syncedAt, health }, ctx.clock.now()) }
}
