import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { evaluateVersion } from '@/lib/golden/use-cases/evaluate-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { route } from '@/lib/server/route'

export const POST = route(contracts.evaluateVersion, async ({ ctx, params }) => {
  await evaluateVersion(ctx, params)
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
