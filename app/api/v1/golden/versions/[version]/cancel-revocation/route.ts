import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { cancelRevocation } from '@/lib/golden/use-cases/revoke'
import { route } from '@/lib/server/route'

export const POST = route(contracts.cancelRevocation, async ({ ctx, params, body }) => {
  await cancelRevocation(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
