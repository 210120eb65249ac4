import { contracts } from '@/lib/api/contracts'
import { presentJob } from '@/lib/api/presenters/job'
import { cancelJob } from '@/lib/jobs/use-cases/cancel-job'
import { route } from '@/lib/server/route'

export const POST = route(contracts.cancelJob, async ({ ctx, params }) =>
  presentJob(await cancelJob(ctx, params)),
)
