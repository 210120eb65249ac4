import 'server-only'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import { authorizeJob } from '../authorize-job'
import { findJob, listFailures } from '../store/jobs'
import { type ShownJob, withPace } from './shown-job'

export interface JobDetail extends ShownJob {
  readonly failures: readonly { readonly key: string; readonly problem_code: string | null }[]
}

/** One job with the items that failed, at most 100 of them. @throws NotFoundError */
export async function getJob(ctx: Context, input: { readonly job: string }): Promise<JobDetail> {
  const row = await findJob(ctx.db.query, input.job)
  if (row === undefined) throw new NotFoundError()
  await authorizeJob(ctx, 'job:read', row)

  const [job] = await withPace(ctx, [row])
  if (job === undefined) throw new NotFoundError()
  return { ...job, failures: await listFailures(ctx.db.query, row.id) }
}
