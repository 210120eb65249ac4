import 'server-only'
import type { Database } from '@/lib/db/connection'
import { LeaseLostError } from '@/lib/jobs/job'
import { type Hold, statusOf } from '@/lib/jobs/store/lease'

/**
 * A process that was frozen for longer asks whether the job is still its own before it touches the registry. A tenth of
 * a lease: nobody else can have the job sooner.
 */
export const TRUSTED_MS = 3_000

/** Stands before every write to a registry: a worker that lost its job must change nothing any more. */
export class LeaseGuard {
  readonly #db: Database
  readonly #hold: Hold
  #checkedAtMs = Number.NEGATIVE_INFINITY
  #checking: Promise<void> | undefined

  constructor(db: Database, hold: Hold) {
    this.#db = db
    this.#hold = hold
  }

  /** @throws LeaseLostError */
  async ensure(): Promise<void> {
    if (performance.now() - this.#checkedAtMs < TRUSTED_MS) return
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined
    })
    await this.#checking
  }

  async #check(): Promise<void> {
    const askedAtMs = performance.now()
    const status = await statusOf(this.#db.query, this.#hold)
    if (status === undefined) throw new LeaseLostError(this.#hold.jobId)
    this.#checkedAtMs = askedAtMs
  }
}
