import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import type { JobHandler } from './handler'
import { type JobOutcome, type JobRow, LeaseLostError } from './job'
import { finish, type Hold, heartbeat, release, statusOf } from './store/lease'

const HEARTBEAT_MS = 5_000
/** Half of the two seconds in which a request to cancel is seen. */
const CANCEL_CHECK_MS = 1_000
/** A job that took its worker down so often is not tried again. */
const CLAIMS_MAX = 20

export const SHUTDOWN = 'shutdown'
/** Somebody asked for it: the handler leaves nothing half done and no more is started. */
export const CANCELLED = 'cancelled'
/** The job is another worker's by now: whoever finds this as the reason changes nothing any more. */
export const LOST = 'lost'

interface JobWork {
  readonly job: JobRow
  readonly handler: JobHandler
  /** Aborts when the worker shuts down. */
  readonly stopping: AbortSignal
}

/** Runs one claimed job to its end, keeping the lease meanwhile. Never throws. */
export async function runJob(ctx: Context, { job, handler, stopping }: JobWork): Promise<void> {
  const hold: Hold = { jobId: job.id, fence: job.fence }
  const ending = new AbortController()
  const signal = AbortSignal.any([ctx.signal, stopping, ending.signal])
  const stopWatching = watch({ ctx, hold, ending })
  try {
    const outcome = await attempt({ ...ctx, signal }, { job, hold, handler })
    await conclude(ctx, hold, { outcome, reason: reasonOf(signal, job) })
  } catch (error) {
    // The lease runs out by itself and another worker goes on from there.
    ctx.log.error({ error, job: job.id }, 'A job could not be concluded.')
  } finally {
    stopWatching()
  }
}

interface Attempt {
  readonly job: JobRow
  readonly hold: Hold
  readonly handler: JobHandler
}

async function attempt(ctx: Context, { job, hold, handler }: Attempt): Promise<JobOutcome | undefined> {
  if (job.status === 'cancelling') {
    await handler.settle?.(ctx, { job, hold })
    return undefined
  }
  if (job.fence > CLAIMS_MAX) return { status: 'failed', problemCode: 'internal' }
  try {
    return await handler(ctx, { job, hold })
  } catch (error) {
    if (ctx.signal.aborted || error instanceof LeaseLostError) return undefined
    if (error instanceof AppError) return { status: 'failed', problemCode: error.code }
    ctx.log.error({ error, job: job.id }, 'A job failed.')
    return { status: 'failed', problemCode: 'internal' }
  }
}

interface Conclusion {
  readonly outcome: JobOutcome | undefined
  readonly reason: unknown
}

async function conclude(ctx: Context, hold: Hold, { outcome, reason }: Conclusion): Promise<void> {
  if (reason === CANCELLED) {
    await finish(ctx.db, hold, { status: 'cancelled', problemCode: null })
  } else if (reason === SHUTDOWN) {
    await release(ctx.db, hold)
  } else if (reason !== LOST && outcome !== undefined) {
    await finish(ctx.db, hold, outcome)
  }
}

function reasonOf(signal: AbortSignal, job: JobRow): unknown {
  if (job.status === 'cancelling') return CANCELLED
  if (!signal.aborted) return undefined
  return signal.reason === CANCELLED || signal.reason === LOST ? signal.reason : SHUTDOWN
}

interface Watch {
  readonly ctx: Context
  readonly hold: Hold
  readonly ending: AbortController
}

/** Keeps the lease and sees requests to cancel; gives back what stops it. */
function watch({ ctx, hold, ending }: Watch): () => void {
  const see = (status: string | undefined) => {
    if (status === undefined) ending.abort(LOST)
    else if (status === 'cancelling') ending.abort(CANCELLED)
  }
  const ask = (question: Promise<string | undefined>) => {
    question.then(see, (error: unknown) => ctx.log.warn({ error }, 'A job could not be watched.'))
  }
  const beat = setInterval(() => ask(heartbeat(ctx.db, hold)), HEARTBEAT_MS)
  const look = setInterval(() => ask(statusOf(ctx.db.query, hold)), CANCEL_CHECK_MS)
  return () => {
    clearInterval(beat)
    clearInterval(look)
  }
}
