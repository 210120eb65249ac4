import { contracts } from '@/lib/api/contracts'
import { presentPolicies, presentPolicy } from '@/lib/api/presenters/retention'
import { createPolicy } from '@/lib/cleanup/use-cases/retention/create-policy'
import { listPolicies, showPolicy } from '@/lib/cleanup/use-cases/retention/read-policies'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listRetentionPolicies, async ({ ctx }) =>
  presentPolicies(await listPolicies(ctx), ctx.actor),
)

export const POST = route(contracts.createRetentionPolicy, async ({ ctx, body }) =>
  presentPolicy(await showPolicy(ctx, await createPolicy(ctx, body)), ctx.actor),
)
