import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { isStale } from '../rules/staleness'
import { getRegistryByName } from '../store/places'
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
  await authorize(ctx, 'repository:list')

  const registry = await getRegistryByName(ctx.db.query, input.registry)
  const filter: RepositoryFilter = {
    registryId: registry.id,
    namespace: input.namespace,
    q: input.q,
    includeEmpty: input.empty === 'true',
  }
  const page = await readPage(ctx, {
    scope: { list: 'repositories', ...filter, includeEmpty: Number(filter.includeEmpty), sort: input.sort },
    request: input,
    positionOf: (row: RepositoryRow) => repositoryPosition(row, input.sort),
    list: async (after, limit) => ({
      rows: await listRepositoryRows(ctx.db, { filter, sort: input.sort, limit, after }),
      total: await countRepositories(ctx.db, filter),
    }),
  })

  const now = ctx.clock.now()
  const items = page.items.map((row) => ({
    ...row,
    registry: registry.name,
    isStale: isStale({ syncedAt: row.synced_at, health: registry.health }, now),
  }))
  return { ...page, items }
}
