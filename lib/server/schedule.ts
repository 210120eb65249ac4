import 'server-only'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { startCrawl } from '@/lib/sync/use-cases/start-crawl'
import { systemContext } from './context'
import type { Runtime } from './runtime'

const LOOK_EVERY_MS = 30_000
const MINUTE_MS = 60_000

export interface Schedule {
  stop(): void
}

/**
 * Queues a crawl of every registry whose index is older than the settings allow. Of several replicas it does not
 * matter which one looks: a crawl under way is joined, and a finished one makes the index young.
 */
export function startSchedule(app: Runtime): Schedule {
  const started = new Map<string, number>()
  const look = () => {
    queueDueCrawls(app, started).catch((error: unknown) =>
      app.log.warn({ error }, 'the schedule could not look'),
    )
  }
  if (app.settings.syncMinutes === 0) return { stop() {} }

  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

async function queueDueCrawls(app: Runtime, started: Map<string, number>): Promise<void> {
  const ctx = systemContext(app)
  const now = app.clock.now()
  for (const { id, syncedAt } of await listRegistries(ctx)) {
    // A crawl that fails leaves the index old; it is tried again at the pace of the schedule, not of the look.
    const last = Math.max(syncedAt ?? 0, started.get(id) ?? 0)
    if (now - last < app.settings.syncMinutes * MINUTE_MS) continue
    started.set(id, now)
    await startCrawl(ctx, id)
  }
}
