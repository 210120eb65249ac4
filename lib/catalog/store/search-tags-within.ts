import 'server-only'
import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { containsText } from '@/lib/db/dialects/features'
import { type FoundPage, holdsAll, inScope, type SearchScope } from './search-scope'
import type { TagHit } from './search-tags'

const REPOSITORIES_MAX = 20
const TAGS_MAX = 1_000

/** `app:1.2`: tags that start with a text, in the 20 repositories whose name holds one and is the shortest. */
export async function searchTagsWithin(
  db: Database,
  text: { readonly repository: string; readonly tag: string },
  scope: SearchScope,
): Promise<FoundPage<TagHit>> {
  const nearest = await db.query
    .selectFrom('repository')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .select(['repository.id', 'repository.name as repository', 'registry.name as registry'])
    .where(holdsAll(db, sql.ref('repository.name'), [text.repository]))
    .where(inScope(scope))
    .orderBy(sql`length(repository.name)`)
    .orderBy('repository.name')
    .orderBy('registry.name')
    .limit(REPOSITORIES_MAX)
    .execute()
  if (nearest.length === 0) return { found: [], isCutShort: false }

  const places = new Map(nearest.map((place, rank) => [place.id, { ...place, rank }]))
  const rows = await db.query
    .selectFrom('tag')
    .select(['repository_id', 'name as tag', 'name_key', 'digest'])
    .where('repository_id', 'in', [...places.keys()])
    .where(startsWith(db, text.tag))
    .orderBy('name_key', 'desc')
    .limit(TAGS_MAX)
    .execute()
  const sorted = rows
    .flatMap(({ repository_id, tag, digest }) => {
      const place = places.get(repository_id)
      return place === undefined ? [] : { ...place, tag, digest }
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ registry, repository, tag, digest }, at) => ({
      hit: { registry, repository, tag, digest },
      position: [at],
    }))
  const start = scope.after === undefined ? 0 : Number(scope.after[0]) + 1
  return {
    found: sorted.slice(start, start + scope.limit),
    isCutShort: nearest.length === REPOSITORIES_MAX || rows.length === TAGS_MAX,
  }
}

/** Without regard to case; what holds a text may be told apart from what starts with it by its first letters. */
function startsWith(db: Database, text: string) {
  const start = sql`substr(name, 1, ${text.length})`
  return containsText(db.dialect, start, text)
}
