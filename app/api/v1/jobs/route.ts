import { contracts } from '@/lib/api/contracts'
import { presentJobPage } from '@/lib/api/presenters/job'
import { listJobs } from '@/lib/jobs/use-cases/list-jobs'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listJobs, async ({ ctx, query }) =>
  presentJobPage(await listJobs(ctx, query)),
)
