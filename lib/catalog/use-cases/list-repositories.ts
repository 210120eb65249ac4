import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { authorizeRegistry } from '../authorize-place'
import { isStale } from '../rules/staleness'
import {
  countRepositories,
  listRepositoryRows,
  type RepositoryFilter,
  type RepositoryPageRequest,
  type RepositoryRow,
  repositoryPosition,
} from '../store/repositories'

export interface ListRepositoriesInput extends PageRequest {
  readonly registry: string
  /** This namespace and everything below it. */
  readonly namespace?: string | undefined
  readonly q?: string | undefined
  readonly empty?: 'true' | 'false' | undefined
  readonly sort: RepositoryPageRequest['sort']
}

export interface ListedRepository extends RepositoryRow {
  readonly registry: string
  readonly isStale: boolean
}

/** One page of the repositories of a registry, from the index alone. */
export async function listRepositories(
  ctx: Context,
  input: ListRepositoriesInput,
): Promise<Page<ListedRepository>> {
  const registry = await authorizeRegistry(ctx, 'repository:list', input.registry)
  const filter: RepositoryFilter = {
    registryId: registry.id,
    namespace: input.namespace,
    q: input.q,
    includeEmpty: input.empty === 'true',
    visibility: visibilityOf(ctx.actor),
  }
  const page = await readPage(ctx, {
    scope: { list: 'repositories', ...scopeOf(filter), sort: input.sort },
    request: input,
    positionOf: (row: RepositoryRow) => repositoryPosition(row, input.sort),
    list: async (after, limit) => {
      const total = await countRepositories(ctx.db, filter)
      return {
        rows: await listRepositoryRows(ctx.db, { filter, sort: input.sort, limit, after, total }),
        total,
      }
    },
  })

  const now = ctx.clock.now()
  const items = page.items.map((row) => ({
    ...row,
    registry: registry.name,
    isStale: isStale({ syncedAt: row.synced_at, health: registry.health }, now),
  }))
  return { ...page, items }
}

/** A cursor is the reader's own already; what the reader may see can change behind it. */
function scopeOf({ visibility: _, includeEmpty, ...filter }: RepositoryFilter) {
  return { ...filter, includeEmpty: Number(includeEmpty) }
}
