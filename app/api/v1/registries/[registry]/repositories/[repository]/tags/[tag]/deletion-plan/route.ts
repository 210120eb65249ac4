import { contracts } from '@/lib/api/contracts'
import { presentPlan } from '@/lib/api/presenters/deletion'
import { planTagDeletion } from '@/lib/cleanup/use-cases/plan-deletion'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getDeletionPlan, async ({ ctx, params, query }) =>
  presentPlan(await planTagDeletion(ctx, { ...params, removeUntagged: query.removeUntagged === 'true' })),
)
