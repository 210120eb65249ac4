import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { prefixEnd } from '@/lib/db/dialects/features'
import { behind, type FoundPage, inScope, type SearchScope } from './search-scope'

export interface DigestHit {
  readonly registry: string
  readonly repositoryId: string
  readonly repository: string
  readonly digest: string
  readonly kind: string
}

/** Manifests whose digest starts with a text such as `sha256:1a2b`, once for each repository that holds them. */
export async function searchDigests(
  db: Executor,
  prefix: string,
  scope: SearchScope,
): Promise<FoundPage<DigestHit>> {
  const rows = await db
    .selectFrom('repository_manifest')
    .innerJoin('manifest', 'manifest.digest', 'repository_manifest.digest')
    .innerJoin('repository', 'repository.id', 'repository_manifest.repository_id')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .select([
      'registry.name as registry',
      'repository.id as repositoryId',
      'repository.name as repository',
      'manifest.digest as digest',
      'manifest.kind as kind',
    ])
    .where('repository_manifest.digest', '>=', prefix)
    .where('repository_manifest.digest', '<', prefixEnd(prefix))
    .where(inScope(scope))
    .where(behind(sql`repository_manifest.digest, repository_manifest.repository_id`, scope.after))
    .orderBy('repository_manifest.digest')
    .orderBy('repository_manifest.repository_id')
    .limit(scope.limit)
    .execute()
  return {
    found: rows.map((hit) => ({ hit, position: [hit.digest, hit.repositoryId] })),
    isCutShort: false,
  }
}

export interface LayerHit {
  readonly registry: string
  readonly layer: string
  readonly size: number
  /** One of the repositories that hold it. */
  readonly repository: string
}

/** Layers whose digest starts with a text, once for each registry that holds them. */
export async function searchLayers(
  db: Executor,
  prefix: string,
  scope: SearchScope,
): Promise<FoundPage<LayerHit>> {
  const { rows } = await sql<LayerHit>`select registry.name as registry, layer_digest as layer,
    max(manifest_layer.size) as size, min(repository.name) as repository from manifest_layer
    join repository_manifest as held on held.digest = manifest_layer.manifest_digest
    join repository on repository.id = held.repository_id
    join registry on registry.id = repository.registry_id
    where layer_digest >= ${prefix} and layer_digest < ${prefixEnd(prefix)} and ${inScope(scope)}
    and ${behind(sql`layer_digest, registry.name`, scope.after)}
    group by layer_digest, registry.name order by layer_digest, registry.name
    limit ${scope.limit}`.execute(db)
  return { found: rows.map((hit) => ({ hit, position: [hit.layer, hit.registry] })), isCutShort: false }
}
