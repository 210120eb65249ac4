import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { markVersion } from '@/lib/golden/use-cases/mark-version'
import { route } from '@/lib/server/route'

export const POST = route(contracts.markVersion, async ({ ctx, params, body }) => {
  await markVersion(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
