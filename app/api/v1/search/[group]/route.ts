import { contracts } from '@/lib/api/contracts'
import { presentHitPage } from '@/lib/api/presenters/search'
import { searchGroup } from '@/lib/catalog/use-cases/search-group'
import { marksOfImages } from '@/lib/golden/use-cases/find-marks'
import { route } from '@/lib/server/route'

export const GET = route(contracts.searchGroup, async ({ ctx, params, query }) => {
  const page = await searchGroup(ctx, { ...params, ...query })
  return presentHitPage(page, await marksOfImages(ctx, page.items))
})
