import 'server-only'
import { checkByClock } from '@/lib/golden/drift/check-by-clock'
import {
  drainTouches,
  findDriftOfTouched,
  type PutOff,
  type TouchStep,
} from '@/lib/golden/drift/drain-touches'
import { putBackMissing } from '@/lib/golden/drift/put-back-missing'
import { queueLineChecks } from '@/lib/golden/drift/queue-checks'
import { followAttached } from '@/lib/golden/follow-attached'
import { guardTouched, judgeAged, judgeTouched, nominateTouched } from '@/lib/golden/follow-tags'
import { runTick } from '@/lib/golden/tick/run-tick'
import { systemContext } from './context'
import type { Runtime } from './runtime'

const DRAIN_EVERY_MS = 1_000
const PUT_BACK_EVERY_MS = 2_000
const TICK_EVERY_MS = 60_000
const POLICIES_EVERY_MS = 5 * 60_000

/** What follows from tags of golden repositories having changed, in this order. */
const STEPS: readonly TouchStep[] = [
  findDriftOfTouched,
  guardTouched,
  nominateTouched,
  followAttached,
  judgeTouched,
]

export interface GoldenWatch {
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

/**
 * Follows what the index learns about golden repositories within a second, puts back what is missing within two, and
 * once a minute what the clock brings about and whatever is due to be compared with its registry, and every five
 * policies that are newer or evidence that is too old. Every replica looks; each thing is told once.
 */
export function startGoldenWatch(app: Runtime): GoldenWatch {
  const stopped = new AbortController()
  const putOff: PutOff = new Map()
  const context = () => systemContext(app, stopped.signal)
  const stops = [
    repeat(app, { name: 'changed tags', everyMs: DRAIN_EVERY_MS, signal: stopped.signal }, async () => {
      await drainTouches(context(), STEPS, putOff)
    }),
    repeat(app, { name: 'what is missing', everyMs: PUT_BACK_EVERY_MS, signal: stopped.signal }, async () => {
      await putBackMissing(context())
    }),
    repeat(app, { name: 'the clock', everyMs: TICK_EVERY_MS, signal: stopped.signal }, async () => {
      await runTick(context())
      await judgeAged(context())
      await queueLineChecks(context(), app.settings.syncMinutes)
    }),
    repeat(app, { name: 'policies', everyMs: POLICIES_EVERY_MS, signal: stopped.signal }, () =>
      checkByClock(context()),
    ),
  ]
  return {
    async stop() {
      stopped.abort()
      await Promise.all(stops.map((stop) => stop()))
    },
  }
}

interface Repetition {
  readonly name: string
  readonly everyMs: number
  readonly signal: AbortSignal
}

/** Does something again and again, never twice at once. Gives what ends it. */
function repeat(
  app: Runtime,
  { name, everyMs, signal }: Repetition,
  work: () => Promise<void>,
): () => Promise<void> {
  let running: Promise<void> | null = null
  const look = () => {
    if (running !== null) return
    running = work()
      .catch((error: unknown) => {
        if (!signal.aborted) app.log.warn({ error }, `golden versions could not follow ${name}`)
      })
      .finally(() => {
        running = null
      })
  }
  look()
  const timer = setInterval(look, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
