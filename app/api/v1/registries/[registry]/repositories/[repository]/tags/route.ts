import { contracts } from '@/lib/api/contracts'
import { presentTagPage } from '@/lib/api/presenters/catalog'
import { listTags } from '@/lib/catalog/use-cases/list-tags'
import { missingIn } from '@/lib/cleanup/use-cases/find-missing'
import { marksIn } from '@/lib/golden/use-cases/find-marks'
import { checkWhenOpened } from '@/lib/server/light-check'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listTags, async ({ ctx, params, query }) => {
  const page = await listTags(ctx, { ...params, ...query })
  await checkWhenOpened(ctx, params)
  const digests = page.items.map(({ digest }) => digest)
  return presentTagPage(page, {
    marks: await marksIn(ctx, params, digests),
    missing: await missingIn(ctx, params, digests),
  })
})
