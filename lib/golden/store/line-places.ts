import 'server-only'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'

const NAMES_MAX = 500

export interface LinePlace {
  readonly repositoryId: string
  readonly registry: string
  readonly repository: string
}

/** Which of some repositories have a golden line in use. */
export async function listLinePlaces(
  db: Executor,
  visibility: Visibility,
  places: readonly { readonly registry: string; readonly repository: string }[],
): Promise<readonly LinePlace[]> {
  const names = [...new Set(places.map(({ repository }) => repository))].slice(0, NAMES_MAX)
  if (names.length === 0) return []
  const rows = await db
    .selectFrom('golden_line as line')
    .innerJoin('registry', 'registry.id', 'line.registry_id')
    .select(['line.repository_id', 'line.repository', 'registry.name as registry'])
    .distinct()
    .where('line.archived_at', 'is', null)
    .where('line.repository', 'in', names)
    .where(visibleRepository(visibility, { column: 'line.repository_id' }))
    .execute()
  return rows.map(({ repository_id, repository, registry }) => ({
    repositoryId: repository_id,
    registry,
    repository,
  }))
}
