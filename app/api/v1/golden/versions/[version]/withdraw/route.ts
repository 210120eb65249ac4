import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { withdraw } from '@/lib/golden/use-cases/stop-candidate'
import { route } from '@/lib/server/route'

export const POST = route(contracts.withdrawVersion, async ({ ctx, params, body }) => {
  await withdraw(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
