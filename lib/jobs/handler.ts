import type { Context } from '@/lib/access/context'
import type { JobOutcome, JobRow } from './job'
import type { Hold } from './store/lease'

/** One try at a job. `ctx.signal` ends it: cancelled, shut down, or lost to another worker. */
export interface JobRun {
  readonly job: JobRow
  readonly hold: Hold
}

/**
 * Does a job or what is left of it: a handler may have been killed at any point before. It writes under
 * its hold only, and checks the signal between its steps.
 */
export interface JobHandler {
  (ctx: Context, run: JobRun): Promise<JobOutcome>
  /**
   * Brings to an end what must not stay half done, of a job that was asked to stop before its worker went away. When
   * it throws, the job stays as it is and is taken up again.
   */
  readonly settle?: (ctx: Context, run: JobRun) => Promise<void>
}
