import 'server-only'
import type { Context } from '@/lib/access/context'
import { seesWhole, visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { type Collection, collectionFor } from '../rules/storage/collection'
import {
  type DanglingRepositoryRow,
  findDanglingState,
  findWatchedSince,
  listDanglingRepositories,
} from '../store/dangling'

export interface DanglingSummary {
  readonly registry: string
  /** When it was looked for; null when that is still to come. */
  readonly asOf: number | null
  /** Since when the registry has been watched; manifests untagged before are not known. */
  readonly watchedSince: number | null
  /** The actor sees only a part: sums are of that part. */
  readonly isPartial: boolean
  readonly manifests: number
  /** Bytes free after garbage collection, every layer counted once; null when unknown. */
  readonly reclaimable: number | null
  /** Those of the manifests whose bytes nobody knows. */
  readonly unknown: number
  readonly undecided: number
  readonly repositories: readonly DanglingRepositoryRow[]
  /** How its operator collects garbage. */
  readonly collection: Collection
}

/** What nothing in a registry needs, by repository. @throws NotFoundError */
export async function getDanglingSummary(
  ctx: Context,
  input: { readonly registry: string },
): Promise<DanglingSummary> {
  const { id: registryId, name } = await authorizeRegistry(ctx, 'repository:list', input.registry)

  const visibility = visibilityOf(ctx.actor)
  const state = await findDanglingState(ctx.db.query, registryId)
  const repositories = await listDanglingRepositories(ctx.db.query, { registryId, visibility })
  const isPartial = !seesWhole(visibility, registryId)
  const sum = (of: (row: DanglingRepositoryRow) => number) =>
    repositories.reduce((total, row) => total + of(row), 0)
  const { capabilities } = await getRegistry(ctx, name)
  const whole = isPartial ? undefined : state
  return {
    registry: name,
    asOf: state?.computed_at ?? null,
    watchedSince: await findWatchedSince(ctx.db.query, registryId),
    isPartial,
    manifests: whole?.manifests ?? sum((row) => row.manifests),
    // Layers that two repositories share would be counted for neither.
    reclaimable: whole?.reclaimable ?? null,
    unknown: whole?.unknown ?? sum((row) => row.unknown),
    undecided: whole?.undecided ?? sum((row) => row.undecided),
    repositories,
    collection: collectionFor({
      deleteByTag: capabilities?.deleteByTag ?? 'unknown',
      server: capabilities?.server ?? null,
    }),
  }
}
