import 'server-only'
import { databaseBusy } from '../errors'

/** Longest wait for the writer's place; a caller that waits for itself ends here instead of never. */
const LOCK_WAIT_MS = 10_000

/** First come, first served: one holder at a time. */
export class WriterLock {
  #held = false
  readonly #waiting: { readonly take: () => void }[] = []

  /** @throws AppError `database-busy` after ten seconds */
  async lock(): Promise<void> {
    if (!this.#held) {
      this.#held = true
      return
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1)
        reject(databaseBusy())
      }, LOCK_WAIT_MS)
      const entry = {
        take: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      this.#waiting.push(entry)
    })
  }

  unlock(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#held = false
    else next.take()
  }
}
