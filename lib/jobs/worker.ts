import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import type { JobHandler } from './handler'
import { runJob, SHUTDOWN } from './run-job'
import { claim, release } from './store/lease'

const SLOTS = 4
const POLL_MS = 500
/** After a failure to ask for work, such as a database that is away. */
const PAUSE_MS = 5_000

export interface WorkerOptions {
  /** A new context of the system for each job. */
  readonly context: () => Context
  readonly handlers: Readonly<Record<string, JobHandler>>
  /** So many jobs run side by side, each of which bounds its own work. Default 4. */
  readonly slots?: number
  /** Default 500. */
  readonly pollMs?: number
}

export interface Worker {
  /** Takes no more jobs, stops the running ones and gives them back to the queue. */
  stop(): Promise<void>
}

/** Runs queued jobs until stopped. Several workers, in any processes, share one queue. */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const loop = poll(options, { running, stopping: stopping.signal })
  return {
    async stop() {
      stopping.abort(SHUTDOWN)
      // A question under way may wait for the database for long; whoever runs has heard of the end by now.
      await loop
      await Promise.all(running)
    },
  }
}

interface Loop {
  readonly running: Set<Promise<void>>
  /** Aborts when no more jobs are to be taken and those that run are to stop. */
  readonly stopping: AbortSignal
}

async function poll(options: WorkerOptions, { running, stopping }: Loop): Promise<void> {
  const owner = `${process.pid}-${randomUUID()}`
  const kinds = Object.keys(options.handlers)
  const { slots = SLOTS, pollMs = POLL_MS } = options
  while (!stopping.aborted) {
    const ctx = options.context()
    try {
      const job = running.size < slots ? await claim(ctx.db, { owner, kinds, stopping }) : undefined
      const handler = job === undefined ? undefined : options.handlers[job.kind]
      if (job === undefined || handler === undefined) {
        await Promise.race([pause(pollMs, stopping), ...running])
        continue
      }
      if (stopping.aborted) {
        await release(ctx.db, { jobId: job.id, fence: job.fence })
        continue
      }
      const run = runJob(ctx, { job, handler, stopping }).finally(() => running.delete(run))
      running.add(run)
    } catch (error) {
      ctx.log.warn({ error }, 'The worker could not ask for work.')
      await pause(PAUSE_MS, stopping)
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {})
}
