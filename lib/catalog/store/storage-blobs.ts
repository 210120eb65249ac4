import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { StoredBlob, StoredRepository } from '../rules/storage-tally'

const HEX = '0123456789abcdef'
const RANGES = [
  ...[...HEX].flatMap((first) => [...HEX].map((second) => `sha256:${first}${second}`)),
  'sha512:',
]
/** Fewer manifests are read in one question. */
const SMALL_MAX = 2_000
const REPOSITORIES_PER_QUERY = 200

/** Prefixes of digests that together hold every blob, each small enough to be read while others wait. */
export async function listBlobRanges(db: Executor): Promise<readonly string[]> {
  const row = await db
    .selectFrom('manifest')
    .select('digest')
    .orderBy('digest')
    .offset(SMALL_MAX)
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? [''] : RANGES
}

interface UseRow {
  readonly digest: string
  readonly size: number
  readonly repository_id: string
  readonly images: number
  readonly is_layer: number
}

/** Every blob whose digest starts with a prefix: layers, configs and manifests, with the repositories that hold it. */
export async function readBlobs(db: Executor, prefix: string): Promise<readonly StoredBlob[]> {
  const held = (digest: string) => sql`join repository_manifest as held on held.digest = ${sql.ref(digest)}`
  const { rows } = await sql<UseRow>`
    select layer_digest as digest, max(size) as size, repository_id,
      count(distinct manifest_digest) as images, 1 as is_layer
      from manifest_layer ${held('manifest_layer.manifest_digest')}
      where ${within('layer_digest', prefix)} group by layer_digest, repository_id
    union all select config_digest, max(coalesce(config_size, 0)), repository_id, count(*), 0
      from manifest ${held('manifest.digest')}
      where ${within('config_digest', prefix)} group by config_digest, repository_id
    union all select manifest.digest, size, repository_id, 1, 0
      from manifest ${held('manifest.digest')} where ${within('manifest.digest', prefix)}`.execute(db)
  return collect(rows)
}

/** One digest may be a layer here and a config there, as the empty object of artifacts is. */
function collect(rows: readonly UseRow[]): readonly StoredBlob[] {
  const blobs = new Map<string, { size: number; isLayer: boolean; holders: Map<string, number> }>()
  for (const row of rows) {
    const blob = blobs.get(row.digest) ?? { size: 0, isLayer: false, holders: new Map<string, number>() }
    blob.size = Math.max(blob.size, row.size)
    blob.isLayer ||= row.is_layer === 1
    blob.holders.set(row.repository_id, Math.max(row.images, blob.holders.get(row.repository_id) ?? 0))
    blobs.set(row.digest, blob)
  }
  return [...blobs].map(([digest, { size, isLayer, holders }]) => ({
    digest,
    size,
    isLayer,
    holders: [...holders].map(([repositoryId, images]) => ({ repositoryId, images })),
  }))
}

/** The next repositories behind an id, with how many of their manifests were read. Empty at the end. */
export async function listStoredRepositories(
  db: Executor,
  after: string,
): Promise<readonly StoredRepository[]> {
  const rows = await db
    .selectFrom('repository')
    .select(['id', 'registry_id', 'name', 'namespace', 'tag_count', 'synced_at'])
    .select((eb) => [
      eb
        .selectFrom('repository_manifest as held')
        .innerJoin('manifest', 'manifest.digest', 'held.digest')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('held.repository_id', '=', 'repository.id')
        .as('read'),
      eb
        .selectFrom('repository_manifest as held')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('held.repository_id', '=', 'repository.id')
        .as('held'),
    ])
    .where('id', '>', after)
    .orderBy('id')
    .limit(REPOSITORIES_PER_QUERY)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    registryId: row.registry_id,
    name: row.name,
    namespace: row.namespace,
    tags: row.tag_count,
    read: row.read ?? 0,
    unread: (row.held ?? 0) - (row.read ?? 0),
    isCompared: row.synced_at !== null,
  }))
}

function within(column: string, prefix: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} >= ${prefix} and ${sql.ref(column)} < ${`${prefix}~`}`
}
