import { contracts } from '@/lib/api/contracts'
import { retryJob } from '@/lib/jobs/use-cases/retry-job'
import { route } from '@/lib/server/route'

export const POST = route(contracts.retryJob, async ({ ctx, params }) => ({
  jobId: await retryJob(ctx, params),
}))
