import { contracts } from '@/lib/api/contracts'
import { presentAuditExport } from '@/lib/api/presenters/audit-export'
import { exportEvents } from '@/lib/audit/use-cases/export-events'
import { download } from '@/lib/server/download'
import { route } from '@/lib/server/route'

export const GET = route(contracts.exportAudit, async ({ ctx, query }) =>
  download('assay-audit', presentAuditExport(query.format, await exportEvents(ctx, query))),
)
