import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { authorizeJob } from '../authorize-job'
import { refusalToRetry } from '../rules/pace'
import { findJob } from '../store/jobs'
import { enqueue } from '../store/queue'
import { copyOpenItems } from '../store/retry'

/**
 * Does a job once more: only the items that failed or were not come to, or all of it where it failed as a whole.
 * Gives the id of the new job, or of the one that does it already.
 * @throws NotFoundError, AppError `conflict`
 */
export async function retryJob(ctx: Context, input: { readonly job: string }): Promise<string> {
  const row = await findJob(ctx.db.query, input.job)
  if (row === undefined) throw new NotFoundError()
  await authorizeJob(ctx, 'job:cancel', row)

  const refusal = refusalToRetry(row)
  if (refusal !== null) throw new AppError('conflict', refusal)

  const at = ctx.clock.now()
  const id = newId('job', at)
  return transaction(ctx.db, async (tx) => {
    const jobId = await enqueue(tx, {
      id,
      kind: row.kind,
      registryId: row.registry_id,
      input: { ...subject.parse(JSON.parse(row.input)), retryOf: row.id },
      dedupeKey: `retry:${row.id}`,
      createdBy: ctx.actor.name,
      createdAt: at,
    })
    if (jobId !== id) return jobId
    const items = await copyOpenItems(tx, { from: row.id, to: id, at })
    await record(ctx, tx, {
      type: 'job.retried',
      resource: row.id,
      registryId: row.registry_id,
      repository: row.repository,
      facts: { kind: row.kind, by: id, items },
    })
    return id
  })
}

/** What the work is about, and no more: what else somebody allowed then was for that one time. */
const subject = z.object({
  registryId: z.string().optional(),
  repository: z.string().optional(),
  deletion: z.string().optional(),
})
