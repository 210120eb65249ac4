import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { extend } from '@/lib/golden/use-cases/ask-back'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { route } from '@/lib/server/route'

export const POST = route(contracts.extendVersion, async ({ ctx, params, body }) => {
  await extend(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
