import { contracts } from '@/lib/api/contracts'
import { presentPolicy } from '@/lib/api/presenters/retention'
import { showPolicy } from '@/lib/cleanup/use-cases/retention/read-policies'
import { reviewSimulation } from '@/lib/cleanup/use-cases/retention/review-simulation'
import { route } from '@/lib/server/route'

export const POST = route(contracts.reviewRetention, async ({ ctx, params }) =>
  presentPolicy(await showPolicy(ctx, await reviewSimulation(ctx, params)), ctx.actor),
)
