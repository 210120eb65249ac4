import { contracts } from '@/lib/api/contracts'
import { presentManifest } from '@/lib/api/presenters/manifest'
import { getManifest } from '@/lib/catalog/use-cases/get-manifest'
import { marksIn } from '@/lib/golden/use-cases/find-marks'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getManifest, async ({ ctx, params }) => {
  const detail = await getManifest(ctx, params)
  return presentManifest(detail, await marksIn(ctx, params, [params.digest]))
})
