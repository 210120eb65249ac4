import { contracts } from '@/lib/api/contracts'
import { presentReportExport } from '@/lib/api/presenters/golden-report-export'
import { exportReport } from '@/lib/golden/use-cases/report/get-report'
import { download } from '@/lib/server/download'
import { route } from '@/lib/server/route'

export const GET = route(contracts.exportGoldenReport, async ({ ctx, query }) =>
  download('assay-golden-report', presentReportExport(query.format, await exportReport(ctx, query))),
)
