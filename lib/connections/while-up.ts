import 'server-only'
import { setMaxListeners } from 'node:events'
import type { ProblemCode } from '@/lib/core/errors'
import { forEachOf } from './limiter'
import { isRegistryWide } from './rules/failures'

/** So many in a row that fail on the way to the registry end the work; what is left waits for the next. */
const FAILURES_IN_A_ROW_MAX = 10

/** Why an item could not be dealt with; null where it was. */
type Work<T> = (item: T) => Promise<ProblemCode | null>

export interface WhileUp {
  /** Aborts when the job is to stop, and when the registry seems to be away. */
  readonly signal: AbortSignal
  /** Answers the failure that ended it early; null when it came to its end. @throws whatever the work throws before */
  forEach<T>(items: readonly T[], max: number, work: Work<T>): Promise<ProblemCode | null>
}

/** Work on the things of a registry that gives up once the registry seems to be away. */
export function whileUp(stopping: AbortSignal): WhileUp {
  const giveUp = new AbortController()
  const signal = AbortSignal.any([stopping, giveUp.signal])
  setMaxListeners(0, signal)
  return {
    signal,
    async forEach(items, max, work) {
      let failuresInARow = 0
      let endedBy: ProblemCode | null = null
      await forEachOf(items, { max, signal }, async (item) => {
        try {
          const code = await work(item)
          failuresInARow = code !== null && isRegistryWide(code) ? failuresInARow + 1 : 0
          if (failuresInARow < FAILURES_IN_A_ROW_MAX) return
          endedBy = code
          giveUp.abort()
        } catch (error) {
          // What was under way when it gave up ends by that, and says nothing new.
          if (!giveUp.signal.aborted) throw error
        }
      })
      return endedBy
    },
  }
}
