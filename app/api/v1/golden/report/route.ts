import { contracts } from '@/lib/api/contracts'
import { presentReport } from '@/lib/api/presenters/golden-report'
import { getReport } from '@/lib/golden/use-cases/report/get-report'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getGoldenReport, async ({ ctx, query }) =>
  presentReport(await getReport(ctx, query)),
)
