import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { isStale } from '../rules/staleness'
import { getRepositoryPlace } from '../store/places'
import type { ListedRepository } from './list-repositories'

export interface RepositoryDetail extends ListedRepository {
  readonly canSync: Decision
}

/** One repository with what its tags add up to. @throws NotFoundError */
export async function getRepository(
  ctx: Context,
  input: { readonly registry: string; readonly repository: string },
): Promise<RepositoryDetail> {
  await authorize(ctx, 'repository:read', { repository: input.repository })

  const { registry, repository } = await getRepositoryPlace(ctx.db.query, input)

  return {
    ...repository,
    registry: registry.name,
    isStale: isStale({ syncedAt: repository.synced_at, health: registry.health }, ctx.clock.now()),
    canSync: can(ctx.actor, 'registry:sync', { registryId: registry.id, repository: repository.name }),
  }
}
