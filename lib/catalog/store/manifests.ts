import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

export interface ManifestRow {
  readonly digest: string
  readonly media_type: string
  readonly kind: string
  readonly artifact_type: string | null
  readonly size: number
  readonly config_digest: string | null
  readonly subject_digest: string | null
  readonly total_size: number | null
  readonly created_at: number | null
  readonly platforms: string
  readonly platform_count: number
  readonly layer_count: number
  readonly chain_id: string | null
  readonly indexed_at: number
}

export interface ChildRow {
  readonly child_digest: string
  readonly media_type: string
  readonly artifact_type: string | null
  readonly size: number
  readonly platform: string | null
  readonly attests_digest: string | null
  /** What the child's own manifest says; null where it is not indexed. */
  readonly kind: string | null
  readonly total_size: number | null
}

export interface LayerRow {
  readonly layer_digest: string
  readonly media_type: string
  readonly size: number
  readonly diff_id: string | null
  readonly chain_id: string | null
}

export interface ContentRow {
  readonly media_type: string
  readonly body: string
}

const COLUMNS = [
  'manifest.digest',
  'manifest.media_type',
  'manifest.kind',
  'manifest.artifact_type',
  'manifest.size',
  'manifest.config_digest',
  'manifest.subject_digest',
  'manifest.total_size',
  'manifest.created_at',
  'manifest.platforms',
  'manifest.platform_count',
  'manifest.layer_count',
  'manifest.chain_id',
  'manifest.indexed_at',
] as const

const PARENTS_MAX = 100
const LAYERS_MAX = 1000
const CHILDREN_MAX = 1000

/** A manifest as one repository holds it; undefined when that repository does not, even if another does. */
export async function findManifestIn(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<ManifestRow | undefined> {
  return db
    .selectFrom('repository_manifest')
    .innerJoin('manifest', 'manifest.digest', 'repository_manifest.digest')
    .select(COLUMNS)
    .where('repository_manifest.repository_id', '=', repositoryId)
    .where('repository_manifest.digest', '=', digest)
    .executeTakeFirst()
}

/** The exact text of a manifest or config. */
export async function findContent(db: Executor, digest: string): Promise<ContentRow | undefined> {
  return db
    .selectFrom('content')
    .select(['media_type', 'body'])
    .where('digest', '=', digest)
    .executeTakeFirst()
}

/** What an index lists, in its order. */
export async function listChildren(db: Executor, parentDigest: string): Promise<readonly ChildRow[]> {
  return db
    .selectFrom('manifest_child')
    .leftJoin('manifest', 'manifest.digest', 'manifest_child.child_digest')
    .select([
      'manifest_child.child_digest',
      'manifest_child.media_type',
      'manifest_child.artifact_type',
      'manifest_child.size',
      'manifest_child.platform',
      'manifest_child.attests_digest',
      'manifest.kind',
      'manifest.total_size',
    ])
    .where('manifest_child.parent_digest', '=', parentDigest)
    .orderBy('manifest_child.position')
    .limit(CHILDREN_MAX)
    .execute()
}

/** Digests of the indexes of a repository that list a manifest. */
export async function listParents(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('manifest_child')
    .innerJoin('repository_manifest', 'repository_manifest.digest', 'manifest_child.parent_digest')
    .select('manifest_child.parent_digest')
    .distinct()
    .where('manifest_child.child_digest', '=', digest)
    .where('repository_manifest.repository_id', '=', repositoryId)
    .orderBy('manifest_child.parent_digest')
    .limit(PARENTS_MAX)
    .execute()
  return rows.map((row) => row.parent_digest)
}

/** The layers of an image from the base up. */
export async function listLayers(db: Executor, digest: string): Promise<readonly LayerRow[]> {
  return db
    .selectFrom('manifest_layer')
    .select(['layer_digest', 'media_type', 'size', 'diff_id', 'chain_id'])
    .where('manifest_digest', '=', digest)
    .orderBy('position')
    .limit(LAYERS_MAX)
    .execute()
}

export interface ManifestCounts {
  readonly total: number
  readonly untagged: number
}

/** How many manifests a repository is known to hold, and how many neither a tag nor a tagged index names. */
export async function countManifests(db: Executor, repositoryId: string): Promise<ManifestCounts> {
  const held = await db
    .selectFrom('repository_manifest')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('repository_id', '=', repositoryId)
    .executeTakeFirst()
  const indexes = sql`tag join manifest_child as child on child.parent_digest = tag.digest`
  const ofIndex = sql`tag.repository_id = ${repositoryId} and tag.kind = 'index'`
  const { rows } = await sql<{ named: number }>`select count(*) as named from (
    select digest from tag where repository_id = ${repositoryId} and digest is not null
    union select child.child_digest from ${indexes} where ${ofIndex}
    union select below.child_digest from ${indexes}
      join manifest_child as below on below.parent_digest = child.child_digest where ${ofIndex}
    ) as reachable`.execute(db)
  const total = held?.total ?? 0
  return { total, untagged: Math.max(0, total - (rows[0]?.named ?? 0)) }
}
