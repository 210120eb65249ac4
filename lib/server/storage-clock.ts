import 'server-only'
import { queueStorageWhenDue } from '@/lib/catalog/use-cases/queue-storage'
import { systemContext } from './context'
import type { Runtime } from './runtime'

const LOOK_EVERY_MS = 5_000

/** Looks whether storage is to be computed again. Of several replicas it does not matter which one does. */
export function startStorageClock(app: Runtime): { stop(): void } {
  const look = () => {
    queueStorageWhenDue(systemContext(app)).catch((error: unknown) =>
      app.log.warn({ error }, 'storage could not be queued'),
    )
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
