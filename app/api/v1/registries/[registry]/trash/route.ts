import { contracts } from '@/lib/api/contracts'
import { presentTrashPeriod } from '@/lib/api/presenters/trash'
import { getTrashPeriod, updateTrashPeriod } from '@/lib/cleanup/use-cases/trash-period'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getTrashPeriod, async ({ ctx, params }) =>
  presentTrashPeriod(await getTrashPeriod(ctx, params)),
)

export const PUT = route(contracts.updateTrashPeriod, async ({ ctx, params, body }) =>
  presentTrashPeriod(await updateTrashPeriod(ctx, { ...params, ...body })),
)
