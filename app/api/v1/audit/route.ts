import { contracts } from '@/lib/api/contracts'
import { presentAuditPage } from '@/lib/api/presenters/audit'
import { listEvents } from '@/lib/audit/use-cases/list-events'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listAudit, async ({ ctx, query }) =>
  presentAuditPage(await listEvents(ctx, query)),
)
