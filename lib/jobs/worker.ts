import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import type { JobHandler } from './handler'
import type { JobRow } from './job'
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
  /** So many jobs run side by side, at most half of them for one registry. Default 4. */
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
  const running = new Map<Promise<void>, JobRow>()
  const loop = poll(options, { running, stopping: stopping.signal })
  return {
    async stop() {
      stopping.abort(SHUTDOWN)
      // A question under way may wait for the database for long; whoever runs has heard of the end by now.
      await loop
      await Promise.all(running.keys())
    },
  }
}

interface Loop {
  readonly running: Map<Promise<void>, JobRow>
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
      const job =
        running.size < slots
          ? await claim(ctx.db, { owner, kinds, exceptRegistries: fullRegistries(running, slots), stopping })
          : undefined
      const handler = job === undefined ? undefined : options.handlers[job.kind]
      if (job === undefined || handler === undefined) {
        await Promise.race([pause(pollMs, stopping), ...running.keys()])
        continue
      }
      if (stopping.aborted) {
        await release(ctx.db, { jobId: job.id, fence: job.fence })
        continue
      }
      const run = runJob(ctx, { job, handler, stopping }).finally(() => running.delete(run))
      running.set(run, job)
    } catch (error) {
      ctx.log.warn({ error }, 'The worker could not ask for work.')
      await pause(PAUSE_MS, stopping)
    }
  }
}

/** The registries whose jobs have half of the slots: one that hangs leaves the other half to the others. */
function fullRegistries(running: ReadonlyMap<unknown, JobRow>, slots: number): readonly string[] {
  const slotsMax = Math.max(1, Math.floor(slots / 2))
  const taken = new Map<string, number>()
  for (const { registry_id: id } of running.values()) {
    if (id !== null) taken.set(id, (taken.get(id) ?? 0) + 1)
  }
  return [...taken.keys()].filter((id) => (taken.get(id) ?? 0) >= slotsMax)
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {})
}
