import 'server-only'
import type { Context } from '@/lib/access/context'
import { type Action, can } from '@/lib/access/rules/can'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { listNamespaceRows } from '../store/namespaces'

export interface ScopePlace {
  readonly registry: string
  /** A namespace; '' is the whole registry. */
  readonly path: string
}

/** Every registry and namespace on all of which the actor may do something. */
export async function listPlaces(ctx: Context, action: Action): Promise<ScopePlace[]> {
  const places: ScopePlace[] = []
  for (const { id, name } of await listRegistries(ctx)) {
    const namespaces = await listNamespaceRows(ctx.db.query, id, visibilityOf(ctx.actor))
    for (const path of ['', ...namespaces.map((row) => row.namespace).filter(Boolean)]) {
      if (can(ctx.actor, action, { registryId: id, namespace: path }).allowed)
        places.push({ registry: name, path })
    }
  }
  return places
}
