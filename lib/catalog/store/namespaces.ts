import 'server-only'
import { sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import { isKnownEmpty } from './repositories'

export interface NamespaceRow {
  readonly namespace: string
  readonly repositories: number
  readonly tags: number
  readonly newest_created_at: number
}

/** More are not shown; a tree of that many helps nobody. */
const NAMESPACES_MAX = 10_000

/** Every namespace that itself holds a repository the reader may see with something to show, sorted by name. */
export async function listNamespaceRows(
  db: Executor,
  registryId: string,
  visibility: Visibility,
): Promise<readonly NamespaceRow[]> {
  return db
    .selectFrom('repository')
    .select((eb) => [
      'namespace',
      eb.fn.countAll<number>().as('repositories'),
      eb.fn.sum<number>('tag_count').as('tags'),
      eb.fn.max<number>('newest_created_at').as('newest_created_at'),
    ])
    .where('registry_id', '=', registryId)
    .where(sql<boolean>`not (${isKnownEmpty})`)
    .where(visibleRepository(visibility, { registryId }))
    .groupBy('namespace')
    .orderBy('namespace')
    .limit(NAMESPACES_MAX)
    .execute()
}
