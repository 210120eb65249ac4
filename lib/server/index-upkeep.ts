import 'server-only'
import { queueSearchIndexing } from '@/lib/catalog/use-cases/queue-search-indexing'
import { queueStorageWhenDue } from '@/lib/catalog/use-cases/queue-storage'
import { queueDanglingWhenDue } from '@/lib/cleanup/use-cases/queue-dangling'
import { systemContext } from './context'
import type { Runtime } from './runtime'

const LOOK_EVERY_MS = 5_000

/**
 * Queues what follows from the index: once what makes an older one findable, and again and again the storage it
 * adds up to and what nothing in it needs. Of several replicas it does not matter which one looks.
 */
export function startIndexUpkeep(app: Runtime): { stop(): void } {
  const queue = (work: Promise<void>) => {
    work.catch((error: unknown) => app.log.warn({ error }, 'work on the index could not be queued'))
  }
  queue(queueSearchIndexing(systemContext(app)))
  const look = async () => {
    await queueStorageWhenDue(systemContext(app))
    await queueDanglingWhenDue(systemContext(app))
  }
  const timer = setInterval(() => queue(look()), LOOK_EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
