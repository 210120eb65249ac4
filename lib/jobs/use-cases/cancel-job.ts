import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorizeJob } from '../authorize-job'
import { isUnderWay } from '../rules/status'
import { findJob, requestCancel } from '../store/jobs'
import { type ShownJob, withPace } from './shown-job'

/**
 * Asks a job to stop; it starts nothing new within two seconds.
 * @throws NotFoundError, AppError `job-finished`
 */
export async function cancelJob(ctx: Context, input: { readonly job: string }): Promise<ShownJob> {
  const row = await findJob(ctx.db.query, input.job)
  if (row === undefined) throw new NotFoundError()
  await authorizeJob(ctx, 'job:cancel', row)

  if (!isUnderWay(row.status)) throw new AppError('job-finished', 'This job has finished.')

  const cancelled = await transaction(ctx.db, async (tx) => {
    await requestCancel(tx, row.id, ctx.clock.now())
    await record(ctx, tx, {
      type: 'job.cancelled',
      resource: row.id,
      registryId: row.registry_id,
      facts: { kind: row.kind },
    })
    return findJob(tx, row.id)
  })
  const [job] = await withPace(ctx, [cancelled ?? row])
  if (job === undefined) throw new NotFoundError()
  return job
}
