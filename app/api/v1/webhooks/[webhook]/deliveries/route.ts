import { contracts } from '@/lib/api/contracts'
import { presentDeliveryPage } from '@/lib/api/presenters/webhook'
import { route } from '@/lib/server/route'
import { listDeliveries } from '@/lib/webhooks/use-cases/list-deliveries'

export const GET = route(contracts.listDeliveries, async ({ ctx, params, query }) =>
  presentDeliveryPage(await listDeliveries(ctx, { ...params, ...query })),
)
