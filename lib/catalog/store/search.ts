import 'server-only'
import { sql } from 'kysely'
import { type Visibility, visibleRepository } from '@/lib/access/visibility'
import type { Database, Executor } from '@/lib/db/connection'
import { containsText, prefixEnd } from '@/lib/db/dialects/features'

export interface RepositoryHit {
  readonly registry: string
  readonly repository: string
  readonly tagCount: number
}

export interface TagHit {
  readonly registry: string
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
}

export interface DigestHit {
  readonly registry: string
  readonly repositoryId: string
  readonly repository: string
  readonly digest: string
  readonly kind: string
}

const REPOSITORIES_WITHIN_MAX = 20
const TAGS_WITHIN_MAX = 1_000

export interface SearchScope {
  /** Only this registry; all when absent. */
  readonly registryId?: string | undefined
  readonly limit: number
  /** Only what the reader may see. */
  readonly visibility: Visibility
}

/** Repositories whose name holds a text; the shortest names first, for they are the closest. */
export async function searchRepositories(
  db: Database,
  text: string,
  scope: SearchScope,
): Promise<readonly RepositoryHit[]> {
  let query = db.query
    .selectFrom('repository')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .select([
      'registry.name as registry',
      'repository.name as repository',
      'repository.tag_count as tagCount',
    ])
    .where(containsText(db.dialect, sql.ref('repository.name'), text))
    .where(visibleRepository(scope.visibility, scope))
  if (scope.registryId !== undefined) query = query.where('repository.registry_id', '=', scope.registryId)
  return query
    .orderBy(sql`length(repository.name)`)
    .orderBy('repository.name')
    .orderBy('registry.name')
    .limit(scope.limit)
    .execute()
}

/** Tags in whose name a word begins with a text: `alp` finds `1.25-alpine`. */
export async function searchTags(db: Executor, text: string, scope: SearchScope): Promise<readonly TagHit[]> {
  const word = text.toLowerCase()
  let query = db
    .selectFrom('tag_word')
    .innerJoin('tag', 'tag.name', 'tag_word.tag_name')
    .innerJoin('repository', 'repository.id', 'tag.repository_id')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .select([
      'registry.name as registry',
      'repository.name as repository',
      'tag.name as tag',
      'tag.digest as digest',
    ])
    .where('tag_word.word', '>=', word)
    .where('tag_word.word', '<', prefixEnd(word))
    .where(visibleRepository(scope.visibility, scope))
  if (scope.registryId !== undefined) query = query.where('repository.registry_id', '=', scope.registryId)
  // A word's own order, not the tag's: it streams from the index however many there are.
  return query.orderBy('tag_word.word').orderBy('tag_word.tag_name').limit(scope.limit).execute()
}

/** Manifests whose digest starts with a text such as `sha256:1a2b`. */
export async function searchDigests(
  db: Executor,
  prefix: string,
  scope: SearchScope,
): Promise<readonly DigestHit[]> {
  let query = db
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
    .where(visibleRepository(scope.visibility, scope))
  if (scope.registryId !== undefined) query = query.where('repository.registry_id', '=', scope.registryId)
  return query.orderBy('repository_manifest.digest').limit(scope.limit).execute()
}

/** `app:1.2`: tags that start with a text, in repositories whose name holds one. Looks into 20 repositories. */
export async function searchTagsWithin(
  db: Database,
  text: { readonly repository: string; readonly tag: string },
  scope: SearchScope,
): Promise<readonly TagHit[]> {
  let repositories = db.query
    .selectFrom('repository')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .select(['repository.id', 'repository.name as repository', 'registry.name as registry'])
    .where(containsText(db.dialect, sql.ref('repository.name'), text.repository))
    .where(visibleRepository(scope.visibility, scope))
  if (scope.registryId !== undefined) {
    repositories = repositories.where('repository.registry_id', '=', scope.registryId)
  }
  const nearest = await repositories
    .orderBy(sql`length(repository.name)`)
    .orderBy('repository.name')
    .orderBy('registry.name')
    .limit(REPOSITORIES_WITHIN_MAX)
    .execute()
  if (nearest.length === 0) return []

  const places = new Map(nearest.map((place, rank) => [place.id, { ...place, rank }]))
  const rows = await db.query
    .selectFrom('tag')
    .select(['repository_id', 'name as tag', 'digest'])
    .where('repository_id', 'in', [...places.keys()])
    .where('name', '>=', text.tag)
    .where('name', '<', prefixEnd(text.tag))
    .orderBy('name_key', 'desc')
    .limit(TAGS_WITHIN_MAX)
    .execute()
  return rows
    .flatMap(({ repository_id, tag, digest }) => {
      const place = places.get(repository_id)
      return place === undefined ? [] : { ...place, tag, digest }
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, scope.limit)
    .map(({ registry, repository, tag, digest }) => ({ registry, repository, tag, digest }))
}
