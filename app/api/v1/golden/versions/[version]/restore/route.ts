import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { restore } from '@/lib/golden/use-cases/ask-back'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { route } from '@/lib/server/route'

export const POST = route(contracts.restoreVersion, async ({ ctx, params, body }) => {
  await restore(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
