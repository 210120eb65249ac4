import 'server-only'
import { sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { MissingPart } from '../rules/storage/missing'

const ROWS_MAX = 1_000
const TAGS_MAX = 20

export interface MissingOfRoot {
  readonly root: string
  readonly parts: readonly MissingPart[]
}

interface Place {
  readonly registryId: string
  readonly repositoryId: string
}

/** Puts what a check found missing in the place of what was known; of one root alone where it is named. */
export async function saveMissing(
  tx: Executor,
  { registryId, repositoryId }: Place,
  {
    found,
    at,
    root,
  }: { readonly found: readonly MissingOfRoot[]; readonly at: number; readonly root?: string },
): Promise<void> {
  let earlier = tx.deleteFrom('missing_content').where('repository_id', '=', repositoryId)
  if (root !== undefined) earlier = earlier.where('root_digest', '=', root)
  await earlier.execute()
  const rows = found.flatMap(({ root: root_digest, parts }) =>
    parts.map(({ digest, parent, kind, size }) => ({
      registry_id: registryId,
      repository_id: repositoryId,
      root_digest,
      digest,
      parent_digest: parent,
      kind,
      size,
      found_at: at,
    })),
  )
  await insertRows(tx, 'missing_content', { rows, conflict: ['repository_id', 'root_digest', 'digest'] })
}

export interface MissingRow {
  readonly repository: string
  readonly repository_id: string
  readonly root_digest: string
  readonly digest: string
  readonly parent_digest: string
  readonly kind: MissingPart['kind']
  readonly size: number | null
  readonly found_at: number
  /** Of a missing or a broken child; null where it is none. */
  readonly platform: string | null
}

export interface MissingFilter {
  readonly registryId: string
  readonly repositoryId?: string
  readonly root?: string
  readonly visibility: Visibility
}

/** What tagged manifests lack, by repository and tagged manifest, at most 1,000 rows. */
export async function listMissing(
  db: Executor,
  { registryId, repositoryId, root, visibility }: MissingFilter,
): Promise<readonly MissingRow[]> {
  let query = db
    .selectFrom('missing_content as missing')
    .innerJoin('repository', 'repository.id', 'missing.repository_id')
    .leftJoin('manifest_child as child', (join) =>
      join
        .onRef('child.parent_digest', '=', 'missing.root_digest')
        .on(sql<boolean>`child.child_digest in (missing.digest, missing.parent_digest)`),
    )
    .select([
      'repository.name as repository',
      'missing.repository_id',
      'missing.root_digest',
      'missing.digest',
      'missing.parent_digest',
      'missing.kind',
      'missing.size',
      'missing.found_at',
      'child.platform',
    ])
    .where('missing.registry_id', '=', registryId)
    .where(visibleRepository(visibility, { registryId }))
    .where(
      sql<boolean>`exists (select 1 from tag where tag.repository_id = missing.repository_id
        and tag.digest = missing.root_digest)`,
    )
  if (repositoryId !== undefined) query = query.where('missing.repository_id', '=', repositoryId)
  if (root !== undefined) query = query.where('missing.root_digest', '=', root)
  return query
    .orderBy('repository.name')
    .orderBy('missing.root_digest')
    .orderBy('missing.kind', 'desc')
    .orderBy('missing.digest')
    .limit(ROWS_MAX)
    .execute()
}

/** The tags that name a digest, at most 20. */
export async function listTagsNaming(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tag')
    .select('name')
    .where('repository_id', '=', repositoryId)
    .where('digest', '=', digest)
    .orderBy('name_key')
    .orderBy('name')
    .limit(TAGS_MAX)
    .execute()
  return rows.map(({ name }) => name)
}

/** The digests that the tags of a repository name. */
export async function listTaggedDigests(db: Executor, repositoryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tag')
    .select('digest')
    .distinct()
    .where('repository_id', '=', repositoryId)
    .where('digest', 'is not', null)
    .where('missing_since', 'is', null)
    .orderBy('digest')
    .execute()
  return rows.flatMap(({ digest }) => digest ?? [])
}

/** Names of the repositories of a registry that have tags. */
export async function listTaggedRepositories(db: Executor, registryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('repository')
    .select('name')
    .where('registry_id', '=', registryId)
    .where('tag_count', '>', 0)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** How many parts of some roots of a repository are known to be missing; at most a page of roots. */
export async function countMissing(
  db: Executor,
  repositoryId: string,
  roots: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (roots.length === 0) return new Map()
  const rows = await db
    .selectFrom('missing_content')
    .select((eb) => ['root_digest', eb.fn.countAll<number>().as('parts')])
    .where('repository_id', '=', repositoryId)
    .where('root_digest', 'in', [...roots])
    .groupBy('root_digest')
    .execute()
  return new Map(rows.map(({ root_digest, parts }) => [root_digest, Number(parts)]))
}
