import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { approve } from '@/lib/golden/use-cases/approve'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { route } from '@/lib/server/route'

export const POST = route(contracts.approveVersion, async ({ ctx, params, body }) => {
  await approve(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
