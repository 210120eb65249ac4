import { contracts } from '@/lib/api/contracts'
import { presentRun } from '@/lib/api/presenters/retention'
import { getPolicyRun } from '@/lib/cleanup/use-cases/retention/read-policies'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getRetentionRun, async ({ ctx, params }) =>
  presentRun((await getPolicyRun(ctx, params)).run),
)
