import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

export interface SharedCounts {
  readonly images: number
  readonly repositories: number
  /** Whether counting stopped at the bound, so that there are at least so many. */
  readonly isAtLeast: boolean
}

export interface ImageOfLayer {
  readonly repositoryId: string
  readonly repository: string
  readonly digest: string
  readonly createdAt: number | null
}

/** Beyond this many uses of one layer the counts stop: a base layer may be in every image there is. */
const SHARED_COUNT_MAX = 1_000
const LAYERS_PER_QUERY = 50

export interface SharedScope {
  readonly registryId: string
  readonly repositoryId: string
  readonly manifestDigest: string
}

/** For each layer: other images and other repositories of the registry that hold it, counted up to 1,000. */
export async function countShared(
  db: Executor,
  scope: SharedScope,
  layers: readonly string[],
): Promise<ReadonlyMap<string, SharedCounts>> {
  const counts = new Map<string, SharedCounts>()
  const distinct = [...new Set(layers)]
  for (let start = 0; start < distinct.length; start += LAYERS_PER_QUERY) {
    const parts = distinct.slice(start, start + LAYERS_PER_QUERY).map((layer) => countOne(scope, layer))
    const { rows } = await sql<{
      layer: string
      uses: number
      images: number
      repositories: number
    }>`${sql.join(parts, sql` union all `)}`.execute(db)
    for (const { layer, uses, images, repositories } of rows) {
      counts.set(layer, { images, repositories, isAtLeast: uses === SHARED_COUNT_MAX })
    }
  }
  return counts
}

function countOne(scope: SharedScope, layer: string) {
  return sql`select ${layer} as layer, count(*) as uses,
    count(distinct case when digest <> ${scope.manifestDigest} then digest end) as images,
    count(distinct case when repository_id <> ${scope.repositoryId} then repository_id end) as repositories
    from (select held.digest, held.repository_id from manifest_layer
      join repository_manifest as held on held.digest = manifest_layer.manifest_digest
      join repository on repository.id = held.repository_id
      where manifest_layer.layer_digest = ${layer} and repository.registry_id = ${scope.registryId}
      limit ${sql.lit(SHARED_COUNT_MAX)}) as uses`
}

/** The images of a registry that hold a layer, newest first, at most `limit`. */
export async function listImagesOfLayer(
  db: Executor,
  registryId: string,
  { layer, limit }: { readonly layer: string; readonly limit: number },
): Promise<readonly ImageOfLayer[]> {
  const rows = await db
    .selectFrom('manifest_layer')
    .innerJoin('repository_manifest', 'repository_manifest.digest', 'manifest_layer.manifest_digest')
    .innerJoin('repository', 'repository.id', 'repository_manifest.repository_id')
    .innerJoin('manifest', 'manifest.digest', 'manifest_layer.manifest_digest')
    .select([
      'repository.id as repositoryId',
      'repository.name as repository',
      'manifest.digest',
      'manifest.created_at as createdAt',
    ])
    .distinct()
    .where('manifest_layer.layer_digest', '=', layer)
    .where('repository.registry_id', '=', registryId)
    .orderBy('manifest.created_at', (order) => order.desc().nullsLast())
    .orderBy('repository.name')
    .orderBy('manifest.digest')
    .limit(limit)
    .execute()
  return rows
}

/** How many (repository, image) pairs of a registry hold a layer. */
export async function countImagesOfLayer(db: Executor, registryId: string, layer: string): Promise<number> {
  const row = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('manifest_layer')
        .innerJoin('repository_manifest', 'repository_manifest.digest', 'manifest_layer.manifest_digest')
        .innerJoin('repository', 'repository.id', 'repository_manifest.repository_id')
        .select(['repository_manifest.repository_id', 'repository_manifest.digest'])
        .distinct()
        .where('manifest_layer.layer_digest', '=', layer)
        .where('repository.registry_id', '=', registryId)
        .as('uses'),
    )
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst()
  return row?.total ?? 0
}
