import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { reject } from '@/lib/golden/use-cases/stop-candidate'
import { route } from '@/lib/server/route'

export const POST = route(contracts.rejectVersion, async ({ ctx, params, body }) => {
  await reject(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
