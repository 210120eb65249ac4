import { contracts } from '@/lib/api/contracts'
import { presentGoldenPolicies, presentGoldenPolicy } from '@/lib/api/presenters/golden-policy'
import { createPolicy, listPolicies } from '@/lib/golden/use-cases/policies'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listGoldenPolicies, async ({ ctx }) =>
  presentGoldenPolicies(await listPolicies(ctx), ctx.actor),
)

export const POST = route(contracts.createGoldenPolicy, async ({ ctx, body }) =>
  presentGoldenPolicy(await createPolicy(ctx, body), ctx.actor),
)
