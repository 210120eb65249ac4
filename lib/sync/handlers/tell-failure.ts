import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import type { JobHandler, JobRun } from '@/lib/jobs/handler'
import { findProblemBefore } from '@/lib/jobs/store/outcomes'
import { explainProblem } from '@/lib/registry/explain'
import { queueDeliveries } from '@/lib/webhooks/queue'

/**
 * A handler that tells webhooks when it fails: once for a reason, and again only after it worked or failed for
 * another, so that a registry that is down all night is one message.
 */
export function tellingFailure(handler: JobHandler): JobHandler {
  return async (ctx, run) => {
    try {
      const outcome = await handler(ctx, run)
      if (outcome.status === 'failed') await tell(ctx, run, outcome.problemCode ?? 'internal')
      return outcome
    } catch (error) {
      if (!ctx.signal.aborted && error instanceof AppError) await tell(ctx, run, error.code)
      throw error
    }
  }
}

async function tell(ctx: Context, { job }: JobRun, code: string): Promise<void> {
  if (job.registry_id === null) return
  if ((await findProblemBefore(ctx.db.query, job)) === code) return
  await queueDeliveries(ctx.db.query, {
    type: 'sync.failed',
    registryId: job.registry_id,
    repository: repositoryOf(job.input),
    facts: { job: job.id, code, reason: explainProblem(code) },
  })
}

function repositoryOf(input: string): string | null {
  const read: unknown = JSON.parse(input)
  const isNamed = typeof read === 'object' && read !== null && 'repository' in read
  return isNamed && typeof read.repository === 'string' ? read.repository : null
}
