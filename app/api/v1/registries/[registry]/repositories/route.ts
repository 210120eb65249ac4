import { contracts } from '@/lib/api/contracts'
import { presentRepositoryPage } from '@/lib/api/presenters/catalog'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { currentIn } from '@/lib/golden/use-cases/find-marks'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listRepositories, async ({ ctx, params, query }) => {
  const page = await listRepositories(ctx, { ...params, ...query })
  return presentRepositoryPage(page, await currentIn(ctx, page.items))
})
