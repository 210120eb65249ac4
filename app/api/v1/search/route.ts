import { contracts } from '@/lib/api/contracts'
import { presentSearch } from '@/lib/api/presenters/search'
import { search } from '@/lib/catalog/use-cases/search'
import { marksOfImages } from '@/lib/golden/use-cases/find-marks'
import { route } from '@/lib/server/route'

export const GET = route(contracts.search, async ({ ctx, query }) => {
  const found = await search(ctx, query)
  const { tags, images, labels } = found.groups
  const hits = [...tags.hits, ...images.hits, ...labels.hits]
  return presentSearch(found, await marksOfImages(ctx, hits))
})
