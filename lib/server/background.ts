import 'server-only'
import { probeRegistry } from '@/lib/connections/use-cases/probe-registry'
import { startWorker } from '@/lib/jobs/worker'
import { syncHandlers } from '@/lib/sync/handlers'
import { systemContext } from './context'
import type { Runtime } from './runtime'
import { startSchedule } from './schedule'

export interface Background {
  /** Takes no more work and gives what is running back to the queue. */
  stop(): Promise<void>
}

/** Starts what runs beside requests: the worker of jobs and the schedule that queues them. */
export function startBackground(app: Runtime): Background {
  const worker = startWorker({ context: () => systemContext(app), handlers: syncHandlers })
  const schedule = startSchedule(app)
  return {
    async stop() {
      schedule.stop()
      await worker.stop()
    },
  }
}

/** Asks a registry what it supports, without anybody waiting for it. What goes wrong shows on its page. */
export function probeInBackground(app: Runtime, name: string): void {
  probeRegistry(systemContext(app), name).catch((error: unknown) => {
    app.log.warn({ registry: name, error }, 'the first look at a registry failed')
  })
}
