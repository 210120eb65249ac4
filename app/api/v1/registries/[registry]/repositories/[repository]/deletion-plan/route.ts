import { contracts } from '@/lib/api/contracts'
import { presentPlan } from '@/lib/api/presenters/deletion'
import { planDeletionOf } from '@/lib/cleanup/use-cases/plan-deletion'
import { route } from '@/lib/server/route'

export const POST = route(contracts.planDeletion, async ({ ctx, params, body }) =>
  presentPlan(await planDeletionOf(ctx, { ...params, ...body })),
)
