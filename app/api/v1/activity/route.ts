import { contracts } from '@/lib/api/contracts'
import { presentActivity } from '@/lib/api/presenters/history'
import { listActivity } from '@/lib/catalog/use-cases/list-activity'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listActivity, async ({ ctx, query }) =>
  presentActivity(await listActivity(ctx, query)),
)
