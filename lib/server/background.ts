import 'server-only'
import { catalogHandlers } from '@/lib/catalog/handlers'
import { deleteTags } from '@/lib/cleanup/handlers/delete-tags'
import { retentionHandlers } from '@/lib/cleanup/handlers/retention'
import { storageHandlers } from '@/lib/cleanup/handlers/storage-handlers'
import { tagHandlers } from '@/lib/cleanup/handlers/tag-handlers'
import { DELETE_KIND } from '@/lib/cleanup/use-cases/queue-deletion'
import { probeRegistry } from '@/lib/connections/use-cases/probe-registry'
import { afterMarkingHandlers } from '@/lib/golden/handlers/after-marking'
import { evaluationHandlers } from '@/lib/golden/handlers/evaluate'
import { startWorker } from '@/lib/jobs/worker'
import { syncHandlers } from '@/lib/sync/handlers'
import { startDrainer } from '@/lib/sync/notifications/drainer'
import { startSender } from '@/lib/webhooks/sender'
import { startAuditWatch } from './audit-watch'
import { systemContext } from './context'
import { startGoldenWatch } from './golden-watch'
import { startIndexUpkeep } from './index-upkeep'
import type { Runtime } from './runtime'
import { startSchedule } from './schedule'

/** Four for one registry at most: one that hangs holds no more, and the others go on meanwhile. */
const SYNCS_AT_ONCE = 8

export interface Background {
  /** Takes no more work and gives what is running back to the queue. */
  stop(): Promise<void>
}

/** Starts what runs beside requests, unless this replica serves requests alone: jobs, schedules, deliveries. */
export function startBackground(app: Runtime): Background {
  if (!app.settings.hasWorker) return { stop: async () => {} }
  const context = () => systemContext(app)
  // In slots of their own, so that syncs never keep waiting what the other worker does, nor that any sync.
  const syncs = startWorker({ context, handlers: syncHandlers, slots: SYNCS_AT_ONCE })
  const worker = startWorker({
    context,
    handlers: {
      ...catalogHandlers,
      ...storageHandlers,
      ...tagHandlers,
      [DELETE_KIND]: deleteTags,
      ...retentionHandlers,
      ...evaluationHandlers,
      ...afterMarkingHandlers,
    },
  })
  const drainer = startDrainer({ context: (signal) => systemContext(app, signal), inbox: app.inbox })
  const schedule = startSchedule(app)
  const sender = startSender({ context })
  const upkeep = startIndexUpkeep(app)
  const auditWatch = startAuditWatch(app)
  const golden = startGoldenWatch(app)
  return {
    async stop() {
      schedule.stop()
      upkeep.stop()
      auditWatch.stop()
      await Promise.all([syncs.stop(), worker.stop(), drainer.stop(), sender.stop(), golden.stop()])
    },
  }
}

/** Asks a registry what it supports, without anybody waiting for it. What goes wrong shows on its page. */
export function probeInBackground(app: Runtime, name: string): void {
  probeRegistry(systemContext(app), name).catch((error: unknown) => {
    app.log.warn({ registry: name, error }, 'the first look at a registry failed')
  })
}
