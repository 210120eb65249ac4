import 'server-only'
import type { Context } from '@/lib/access/context'
import { type ScopeDecisions, scopeDecisions } from '@/lib/access/rules/scope-decisions'
import { isUnderWay } from '@/lib/jobs/store/queue'
import { authorizeRepository } from '../authorize-place'
import { checkKey } from '../rules/check-key'
import { isStale } from '../rules/staleness'
import type { StorageFigures } from '../rules/storage-tree'
import { findStorage } from '../store/storage'
import { readStorageState } from '../store/storage-totals'
import type { ListedRepository } from './list-repositories'

export interface RepositoryDetail extends ListedRepository {
  /** As last computed; null when that is still to come. */
  readonly storage: StorageFigures | null
  readonly storageAsOf: number | null
  /** Whether a light check of it is under way. */
  readonly isChecking: boolean
  readonly decisions: ScopeDecisions
}

/** One repository with what its tags add up to. @throws NotFoundError */
export async function getRepository(
  ctx: Context,
  input: { readonly registry: string; readonly repository: string },
): Promise<RepositoryDetail> {
  const { registry, repository } = await authorizeRepository(ctx, 'repository:read', input)
  const storage = await findStorage(ctx.db.query, registry.id, { kind: 'repository', path: repository.name })
  const { computedAt } = await readStorageState(ctx.db.query)

  return {
    ...repository,
    registry: registry.name,
    isStale: isStale({ syncedAt: repository.synced_at, health: registry.health }, ctx.clock.now()),
    storage: storage ?? null,
    storageAsOf: computedAt,
    isChecking: await isUnderWay(ctx.db.query, checkKey(registry.id, repository.name)),
    decisions: scopeDecisions(ctx.actor, { registryId: registry.id, repository: repository.name }),
  }
}
