import { contracts } from '@/lib/api/contracts'
import { presentRepositoryPage } from '@/lib/api/presenters/catalog'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listRepositories, async ({ ctx, params, query }) =>
  presentRepositoryPage(await listRepositories(ctx, { ...params, ...query })),
)
