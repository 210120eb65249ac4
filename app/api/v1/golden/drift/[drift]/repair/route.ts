import { contracts } from '@/lib/api/contracts'
import { presentDrift } from '@/lib/api/presenters/golden-drift'
import { repairDrift } from '@/lib/golden/use-cases/drift/repair'
import { route } from '@/lib/server/route'

export const POST = route(contracts.repairDrift, async ({ ctx, params, body }) =>
  presentDrift(await repairDrift(ctx, { ...params, ...body })),
)
