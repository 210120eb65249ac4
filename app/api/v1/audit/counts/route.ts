import { contracts } from '@/lib/api/contracts'
import { presentAuditCounts } from '@/lib/api/presenters/audit'
import { countEvents } from '@/lib/audit/use-cases/count-events'
import { route } from '@/lib/server/route'

export const GET = route(contracts.countAudit, async ({ ctx, query }) =>
  presentAuditCounts(await countEvents(ctx, query)),
)
