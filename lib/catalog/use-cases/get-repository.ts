import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { distinctPlatforms } from '../rules/platforms'
import { isStale } from '../rules/staleness'
import { countManifests } from '../store/manifests'
import { getRepositoryPlace } from '../store/places'
import { listPlatformSets } from '../store/tags'
import type { ListedRepository } from './list-repositories'

export interface RepositoryDetail extends ListedRepository {
  readonly manifestCount: number
  readonly untaggedCount: number
  readonly platforms: readonly string[]
  readonly canSync: Decision
}

/** One repository with what its tags add up to. @throws NotFoundError */
export async function getRepository(
  ctx: Context,
  input: { readonly registry: string; readonly repository: string },
): Promise<RepositoryDetail> {
  await authorize(ctx, 'repository:read', { repository: input.repository })

  const { registry, repository } = await getRepositoryPlace(ctx.db.query, input)
  const counts = await countManifests(ctx.db.query, repository.id)
  const platformSets = await listPlatformSets(ctx.db.query, repository.id)

  return {
    ...repository,
    registry: registry.name,
    isStale: isStale({ syncedAt: repository.synced_at, health: registry.health }, ctx.clock.now()),
    manifestCount: counts.total,
    untaggedCount: counts.untagged,
    platforms: distinctPlatforms(platformSets),
    canSync: can(ctx.actor, 'registry:sync', { registryId: registry.id, repository: repository.name }),
  }
}
