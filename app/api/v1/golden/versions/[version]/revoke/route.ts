import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { revoke } from '@/lib/golden/use-cases/revoke'
import { route } from '@/lib/server/route'

export const POST = route(contracts.revokeVersion, async ({ ctx, params, body }) => {
  await revoke(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, params), ctx.clock.now())
})
