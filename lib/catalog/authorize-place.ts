import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { Action } from '@/lib/access/rules/can'
import { getRegistryByName, getRepositoryPlace, type RepositoryPlace } from './store/places'
import type { RegistryRow } from './store/registries'

/** The registry of a name, where the actor may do something to it. @throws NotFoundError, ForbiddenError */
export async function authorizeRegistry(ctx: Context, action: Action, name: string): Promise<RegistryRow> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, action)
  const registry = await getRegistryByName(ctx.db.query, name)
  await authorize(ctx, action, { registryId: registry.id })
  return registry
}

/** The repository of a name, where the actor may do something to it. @throws NotFoundError, ForbiddenError */
export async function authorizeRepository(
  ctx: Context,
  action: Action,
  target: { readonly registry: string; readonly repository: string },
): Promise<RepositoryPlace> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, action)
  const place = await getRepositoryPlace(ctx.db.query, target)
  const { registry, repository } = place
  await authorize(ctx, action, { registryId: registry.id, repository: repository.name })
  return place
}
