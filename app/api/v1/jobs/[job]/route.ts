import { contracts } from '@/lib/api/contracts'
import { presentJobDetail } from '@/lib/api/presenters/job'
import { getJob } from '@/lib/jobs/use-cases/get-job'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getJob, async ({ ctx, params }) =>
  presentJobDetail(await getJob(ctx, params)),
)
