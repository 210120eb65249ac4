import 'server-only'
import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { behind, type FoundPage, holdsAll, inScope, type SearchScope } from './search-scope'

export interface RepositoryHit {
  readonly registry: string
  readonly repository: string
  readonly tagCount: number
}

/** Repositories whose name holds every word; the shortest names first, for they are the closest. */
export async function searchRepositories(
  db: Database,
  words: readonly string[],
  scope: SearchScope,
): Promise<FoundPage<RepositoryHit>> {
  const name = sql.ref('repository.name')
  const order = sql`length(repository.name), repository.name, registry.name`
  const rows = await db.query
    .selectFrom('repository')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .select([
      'registry.name as registry',
      'repository.name as repository',
      'repository.tag_count as tagCount',
    ])
    .where(holdsAll(db, name, words))
    .where(inScope(scope))
    .where(behind(order, scope.after))
    .orderBy(sql`length(repository.name)`)
    .orderBy('repository.name')
    .orderBy('registry.name')
    .limit(scope.limit)
    .execute()
  const found = rows.map((hit) => ({
    hit,
    position: [[...hit.repository].length, hit.repository, hit.registry],
  }))
  return { found, isCutShort: false }
}
