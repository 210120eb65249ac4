import { contracts } from '@/lib/api/contracts'
import { presentRun } from '@/lib/api/presenters/retention'
import { startSimulation } from '@/lib/cleanup/use-cases/retention/start-run'
import { route } from '@/lib/server/route'

export const POST = route(contracts.simulateRetention, async ({ ctx, params }) =>
  presentRun(await startSimulation(ctx, params)),
)
