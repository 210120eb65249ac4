import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import type { RepositoryStorage, StorageFigures } from '../rules/storage-tree'
import { inSubtree, isKnownEmpty } from './repositories'
import { atOrBelow } from './subtree'
import { isOfRegistry, isVisible } from './unindexed'

/** More repositories than this are not laid out; the rest is counted by the namespaces above. */
const REPOSITORIES_MAX = 20_000
const NAMESPACES_MAX = 20_000

export interface StorageScope {
  readonly registryId: string
  /** Everything below it; '' for the whole registry. */
  readonly namespace: string
  readonly visibility: Visibility
}

const FIGURES = [
  'storage_total.total_bytes as totalBytes',
  'storage_total.unique_bytes as uniqueBytes',
  'storage_total.repositories',
  'storage_total.tags',
  'storage_total.unread',
] as const

/** What one thing holds; undefined before it was computed first. */
export async function findStorage(
  db: Executor,
  registryId: string,
  { kind, path }: { readonly kind: 'registry' | 'namespace' | 'repository'; readonly path: string },
): Promise<StorageFigures | undefined> {
  return db
    .selectFrom('storage_total')
    .select(FIGURES)
    .where('registry_id', '=', registryId)
    .where('kind', '=', kind)
    .where('path', '=', path)
    .executeTakeFirst()
}

/** The repositories below a namespace that an actor sees, but those without a tag. */
export async function listRepositoryStorage(
  db: Executor,
  { registryId, namespace, visibility }: StorageScope,
): Promise<readonly RepositoryStorage[]> {
  const rows = await db
    .selectFrom('repository')
    .leftJoin('storage_total', (join) =>
      join
        .onRef('storage_total.registry_id', '=', 'repository.registry_id')
        .on('storage_total.kind', '=', 'repository')
        .onRef('storage_total.path', '=', 'repository.name'),
    )
    .select([
      'repository.name as path',
      'repository.tag_count as tags',
      'storage_total.total_bytes as totalBytes',
      'storage_total.unique_bytes as uniqueBytes',
      'storage_total.unread as unread',
    ])
    .where('repository.registry_id', '=', registryId)
    .where(belowOrAll(namespace))
    .where(sql<boolean>`not (${isKnownEmpty})`)
    .where(visibleRepository(visibility, { registryId }))
    .orderBy('repository.name')
    .limit(REPOSITORIES_MAX)
    .execute()
  return rows.map((row) => ({ ...row, unread: row.unread ?? 0, repositories: 1 }))
}

/** The namespaces at and below one of which an actor sees every repository, with what they hold. */
export async function listNamespaceStorage(
  db: Executor,
  { registryId, namespace, visibility }: StorageScope,
): Promise<ReadonlyMap<string, StorageFigures>> {
  let query = db
    .selectFrom('storage_total')
    .select(['storage_total.path', ...FIGURES])
    .where('registry_id', '=', registryId)
    .where('kind', '=', 'namespace')
  if (namespace !== '') query = query.where(atOrBelow(sql.ref('storage_total.path'), namespace))
  if (visibility.kind !== 'all') {
    query = query.where(
      sql<boolean>`not exists (select 1 from repository where repository.registry_id = ${registryId}
        and (repository.namespace = storage_total.path or (repository.namespace >= storage_total.path || '/'
          and repository.namespace < storage_total.path || '0'))
        and not ${visibleRepository(visibility, { registryId })})`,
    )
  }
  const rows = await query.orderBy('storage_total.path').limit(NAMESPACES_MAX).execute()
  return new Map(rows.map(({ path, ...figures }) => [path, figures]))
}

/** Whether an actor may see every repository below a namespace. How many it may not is told to nobody. */
export async function seesAllOf(
  db: Executor,
  { registryId, namespace, visibility }: StorageScope,
): Promise<boolean> {
  if (visibility.kind === 'all') return true
  const row = await db
    .selectFrom('repository')
    .select('id')
    .where('registry_id', '=', registryId)
    .where(belowOrAll(namespace))
    .where(sql<boolean>`not ${visibleRepository(visibility, { registryId })}`)
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

export interface StorageLayer {
  readonly digest: string
  readonly size: number
  readonly images: number
  readonly repositories: number
}

/** The layers that save most by being stored once; to who sees a part, as far as that part holds them. */
export async function listStorageLayers(
  db: Executor,
  registryId: string,
  visibility: Visibility,
): Promise<readonly StorageLayer[]> {
  const layers = db.selectFrom('storage_layer').where('registry_id', '=', registryId).orderBy('position')
  if (visibility.kind === 'all') {
    return layers.select(['layer_digest as digest', 'size', 'images', 'repositories']).execute()
  }
  const count = (what: RawBuilder<unknown>) => sql<number>`(select count(distinct ${what}) from manifest_layer
    join repository_manifest as held on held.digest = manifest_layer.manifest_digest
    join repository on repository.id = held.repository_id
    where manifest_layer.layer_digest = storage_layer.layer_digest
    and ${isOfRegistry(registryId)} and ${isVisible(visibility)})`
  const rows = await layers
    .select(['layer_digest as digest', 'size'])
    .select([count(sql`held.digest`).as('images'), count(sql`held.repository_id`).as('repositories')])
    .execute()
  return rows.filter(({ images }) => images > 0)
}

function belowOrAll(namespace: string): RawBuilder<boolean> {
  return namespace === '' ? sql<boolean>`1 = 1` : inSubtree(namespace)
}
