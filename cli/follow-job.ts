import { setTimeout as sleep } from 'node:timers/promises'
import type { JobHandler } from '@/lib/jobs/handler'
import { isUnderWay } from '@/lib/jobs/rules/status'
import { getJob, type JobDetail } from '@/lib/jobs/use-cases/get-job'
import { startWorker } from '@/lib/jobs/worker'
import { systemContext } from '@/lib/server/context'
import type { CommandInput } from './command'

const LOOK_EVERY_MS = 300

/** Does jobs of these kinds while `work` goes on, or leaves them to the running server: whoever is first. */
export async function withWorker<T>(
  { app }: CommandInput,
  handlers: Readonly<Record<string, JobHandler>>,
  work: () => Promise<T>,
): Promise<T> {
  const worker = startWorker({ context: () => systemContext(app), handlers, pollMs: LOOK_EVERY_MS })
  try {
    return await work()
  } finally {
    await worker.stop()
  }
}

/** Waits for a job and tells how far it is, each step once. */
export async function followJob(
  { ctx, note }: CommandInput,
  { job: id, prefix = '' }: { readonly job: string; readonly prefix?: string },
): Promise<JobDetail> {
  let told = ''
  for (;;) {
    const job = await getJob(ctx, { job: id })
    if (!isUnderWay(job.status)) return job
    const step = `${prefix}${job.phase} ${job.done}/${job.total ?? '?'}`
    if (step !== told) note(step)
    told = step
    await sleep(LOOK_EVERY_MS)
  }
}
