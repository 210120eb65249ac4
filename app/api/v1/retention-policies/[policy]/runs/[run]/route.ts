import { contracts } from '@/lib/api/contracts'
import { presentRunDetail } from '@/lib/api/presenters/retention'
import { getPolicyRun } from '@/lib/cleanup/use-cases/retention/read-policies'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getRetentionRun, async ({ ctx, params }) =>
  presentRunDetail(await getPolicyRun(ctx, params)),
)
