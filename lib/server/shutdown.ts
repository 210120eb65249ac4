import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Runtime } from './runtime'

const STOP_DEADLINE_MS = 8_000
/** For whoever sends requests here to see that they have to go elsewhere. Until then everybody is answered. */
const FAREWELL_MS = 1_500
/** For requests in flight; with the one for background work everything is over in fifteen seconds. */
const DRAIN_DEADLINE_MS = 5_000

/**
 * On SIGTERM and SIGINT: readiness turns 503, every answer closes its connection, background work gives its jobs
 * back, and only then may Next close its server, finish what is in flight and exit. A second signal ends at once.
 */
export function stopInOrder(app: Runtime, stopWork: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const nexts = process.listeners(signal)
    process.removeAllListeners(signal)
    process.once(signal, () => {
      process.once(signal, () => process.exit(1))
      app.isStopping = true
      app.log.info({ signal }, 'stopping')
      void Promise.all([stopWithin(stopWork, app), sleep(FAREWELL_MS)]).then(() => handOver(nexts, signal))
    })
  }
}

async function stopWithin(stopWork: () => Promise<void>, app: Runtime): Promise<void> {
  const deadline = new Promise<'late'>((resolve) => {
    setTimeout(resolve, STOP_DEADLINE_MS, 'late').unref()
  })
  const done = stopWork().catch((error: unknown) => app.log.error({ error }, 'stopping failed'))
  if ((await Promise.race([done, deadline])) === 'late')
    app.log.warn({}, 'background work did not stop in time')
}

/** An ordered end is a success, though Next calls it 128 + signal. Requests that hang do not hold it up for ever. */
function handOver(nexts: readonly NodeJS.SignalsListener[], signal: 'SIGTERM' | 'SIGINT'): void {
  process.once('exit', () => {
    process.exitCode = 0
  })
  setTimeout(() => process.exit(0), DRAIN_DEADLINE_MS).unref()
  if (nexts.length === 0) process.exit(0)
  for (const next of nexts) next(signal)
}
