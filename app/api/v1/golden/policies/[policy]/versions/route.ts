import { contracts } from '@/lib/api/contracts'
import { presentGoldenPolicy } from '@/lib/api/presenters/golden-policy'
import { publishPolicy } from '@/lib/golden/use-cases/policies'
import { route } from '@/lib/server/route'

export const POST = route(contracts.publishGoldenPolicy, async ({ ctx, params, body }) =>
  presentGoldenPolicy(await publishPolicy(ctx, { ...params, ...body }), ctx.actor),
)
