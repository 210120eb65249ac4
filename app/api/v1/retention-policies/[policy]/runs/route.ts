import { contracts } from '@/lib/api/contracts'
import { presentRun, presentRunPage } from '@/lib/api/presenters/retention'
import { listPolicyRuns } from '@/lib/cleanup/use-cases/retention/read-policies'
import { startRun } from '@/lib/cleanup/use-cases/retention/start-run'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listRetentionRuns, async ({ ctx, params, query }) =>
  presentRunPage(await listPolicyRuns(ctx, { ...params, ...query })),
)

export const POST = route(contracts.runRetention, async ({ ctx, params }) =>
  presentRun(await startRun(ctx, params)),
)
