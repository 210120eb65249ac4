import type { Context } from '@/lib/access/context'
import type { JobHandler } from '@/lib/jobs/handler'
import { runJob } from '@/lib/jobs/run-job'
import { findJob, type NamedJobRow } from '@/lib/jobs/store/jobs'
import { claim } from '@/lib/jobs/store/lease'

/** Runs the next queued job these handlers are for, as a worker would, and gives it as it ended. */
export async function runOneJob(
  ctx: Context,
  handlers: Readonly<Record<string, JobHandler>>,
): Promise<NamedJobRow> {
  const job = await claim(ctx.db, { owner: 'test', kinds: Object.keys(handlers) })
  const handler = job && handlers[job.kind]
  if (job === undefined || handler === undefined) throw new Error('No job is queued.')
  await runJob(ctx, { job, handler, stopping: new AbortController().signal })
  const ended = await findJob(ctx.db.query, job.id)
  if (ended === undefined) throw new Error('The job is gone.')
  return ended
}
