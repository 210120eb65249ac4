import { contracts } from '@/lib/api/contracts'
import { presentGoldenPolicy, presentGoldenPolicyDetail } from '@/lib/api/presenters/golden-policy'
import { getPolicy, updatePolicy } from '@/lib/golden/use-cases/policies'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getGoldenPolicy, async ({ ctx, params }) =>
  presentGoldenPolicyDetail(await getPolicy(ctx, params), ctx.actor),
)

export const PATCH = route(contracts.updateGoldenPolicy, async ({ ctx, params, body }) =>
  presentGoldenPolicy(await updatePolicy(ctx, { ...params, ...body }), ctx.actor),
)
