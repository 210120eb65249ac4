import { contracts } from '@/lib/api/contracts'
import { presentAuditEvent } from '@/lib/api/presenters/audit'
import { getEvent } from '@/lib/audit/use-cases/list-events'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getAuditEvent, async ({ ctx, params }) =>
  presentAuditEvent(await getEvent(ctx, params.event)),
)
