import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import type { Executor } from '@/lib/db/connection'
import { isOfRegistry, isVisible } from './unindexed'

export interface SharedCounts {
  readonly images: number
  readonly repositories: number
  /** Other registries that hold it. */
  readonly registries: number
  /** Whether counting what the reader may see stopped at the bound, so that there are at least so many. */
  readonly isAtLeast: boolean
}

export interface ImageOfLayer {
  readonly registry: string
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
  /** Other images are counted only where the reader may see them. */
  readonly visibility: Visibility
}

interface CountRow {
  readonly layer: string
  readonly images: number
  readonly repositories: number
  readonly registries: number
  readonly here: number
  readonly there: number
}

/** For each layer: other images and repositories of the registry and other registries that hold it, each side counted up to 1,000. */
export async function countShared(
  db: Executor,
  scope: SharedScope,
  layers: readonly string[],
): Promise<ReadonlyMap<string, SharedCounts>> {
  const counts = new Map<string, SharedCounts>()
  const distinct = [...new Set(layers)]
  for (let start = 0; start < distinct.length; start += LAYERS_PER_QUERY) {
    const parts = distinct.slice(start, start + LAYERS_PER_QUERY).map((layer) => countOne(scope, layer))
    const { rows } = await sql<CountRow>`${sql.join(parts, sql` union all `)}`.execute(db)
    for (const { layer, images, repositories, registries, here, there } of rows) {
      const isAtLeast = here === SHARED_COUNT_MAX || there === SHARED_COUNT_MAX
      counts.set(layer, { images, repositories, registries, isAtLeast })
    }
  }
  return counts
}

function countOne(scope: SharedScope, layer: string) {
  const { registryId, repositoryId, manifestDigest } = scope
  // Before the bound, or what the reader may not see would take the place of what it may.
  const visible = isVisible(scope.visibility)
  const uses = (registry: RawBuilder<boolean>, isHere: 0 | 1) => sql`select * from (
    select held.digest, held.repository_id, repository.registry_id, ${sql.lit(isHere)} as is_here
      from manifest_layer
      join repository_manifest as held on held.digest = manifest_layer.manifest_digest
      join repository on repository.id = held.repository_id
      where manifest_layer.layer_digest = ${layer} and ${registry} and ${visible}
      limit ${sql.lit(SHARED_COUNT_MAX)}) as ${sql.ref(isHere === 1 ? 'near' : 'far')}`
  const here = isOfRegistry(registryId)
  const there = sql<boolean>`not (${here})`
  return sql`select ${layer} as layer,
    count(distinct case when is_here = 1 and digest <> ${manifestDigest} then digest end) as images,
    count(distinct case when is_here = 1 and repository_id <> ${repositoryId} then repository_id end)
      as repositories,
    count(distinct case when is_here = 0 then registry_id end) as registries,
    coalesce(sum(is_here), 0) as here, coalesce(sum(1 - is_here), 0) as there
    from (${uses(here, 1)} union all ${uses(there, 0)}) as uses`
}

export interface LayerScope {
  /** Whose images come first. */
  readonly registryId: string
  readonly visibility: Visibility
}

/** The images of any registry that hold a layer, those of the one asked for first, then the newest; at most `limit`. */
export async function listImagesOfLayer(
  db: Executor,
  { registryId, visibility }: LayerScope,
  { layer, limit }: { readonly layer: string; readonly limit: number },
): Promise<readonly ImageOfLayer[]> {
  return db
    .selectFrom('manifest_layer')
    .innerJoin('repository_manifest', 'repository_manifest.digest', 'manifest_layer.manifest_digest')
    .innerJoin('repository', 'repository.id', 'repository_manifest.repository_id')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .innerJoin('manifest', 'manifest.digest', 'manifest_layer.manifest_digest')
    .select([
      'registry.name as registry',
      'repository.id as repositoryId',
      'repository.name as repository',
      'manifest.digest',
      'manifest.created_at as createdAt',
    ])
    .select(sql<number>`case when registry.id = ${registryId} then 0 else 1 end`.as('distance'))
    .distinct()
    .where('manifest_layer.layer_digest', '=', layer)
    .where(isVisible(visibility))
    .orderBy('distance')
    .orderBy('manifest.created_at', (order) => order.desc().nullsLast())
    .orderBy('registry.name')
    .orderBy('repository.name')
    .orderBy('manifest.digest')
    .limit(limit)
    .execute()
}

/** How many (repository, image) pairs that the reader may see hold a layer, in all registries. */
export async function countImagesOfLayer(
  db: Executor,
  visibility: Visibility,
  layer: string,
): Promise<number> {
  const { rows } = await sql<{ uses: number }>`select count(*) as uses from (
    select distinct held.repository_id, held.digest
      from manifest_layer join repository_manifest as held on held.digest = manifest_layer.manifest_digest
      join repository on repository.id = held.repository_id
      where manifest_layer.layer_digest = ${layer} and ${isVisible(visibility)}) as uses`.execute(db)
  return rows[0]?.uses ?? 0
}
