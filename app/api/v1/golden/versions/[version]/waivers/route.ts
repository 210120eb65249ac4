import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { requestWaiver } from '@/lib/golden/use-cases/waivers'
import { route } from '@/lib/server/route'

export const POST = route(contracts.requestWaiver, async ({ ctx, params, body }) => {
  await requestWaiver(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
