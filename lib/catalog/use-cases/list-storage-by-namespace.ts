import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { type StorageTree, storageTree } from '../rules/storage-tree'
import { findRegistryByName } from '../store/registries'
import { listNamespaceStorage, listRepositoryStorage } from '../store/storage'

export interface RegistryStorage extends StorageTree {
  readonly registry: string
}

/** What the namespaces of some registries take, as far as the actor sees them. */
export async function listStorageByNamespace(
  ctx: Context,
  registries: readonly string[],
): Promise<readonly RegistryStorage[]> {
  await authorize(ctx, 'repository:list')

  const db = ctx.db.query
  const visibility = visibilityOf(ctx.actor)
  const all: RegistryStorage[] = []
  for (const registry of registries) {
    const row = await findRegistryByName(db, registry)
    if (row === undefined) continue
    const scope = { registryId: row.id, namespace: '', visibility }
    const repositories = await listRepositoryStorage(db, scope)
    const namespaces = await listNamespaceStorage(db, scope)
    all.push({ registry, ...storageTree({ namespace: '', by: 'total', repositories, namespaces }) })
  }
  return all
}
