import { contracts } from '@/lib/api/contracts'
import { presentHitPage } from '@/lib/api/presenters/search'
import { searchGroup } from '@/lib/catalog/use-cases/search-group'
import { route } from '@/lib/server/route'

export const GET = route(contracts.searchGroup, async ({ ctx, params, query }) =>
  presentHitPage(await searchGroup(ctx, { ...params, ...query })),
)
