import 'server-only'
import type { Database, Executor } from '@/lib/db/connection'
import { rebuildableTransaction } from '@/lib/db/transaction'

export type Write = (tx: Executor) => Promise<void>

interface Entry {
  readonly write: Write
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Puts what waits into one transaction: a commit costs the disk as much for one repository as for twenty.
 * A write that fails is tried alone, so that it does not take the others with it.
 */
export class GroupCommit {
  readonly #database: Database
  #waiting: Entry[] = []
  #isWriting = false

  constructor(database: Database) {
    this.#database = database
  }

  /** Resolves when the write is committed. */
  write(write: Write): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject })
      if (!this.#isWriting) void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      await this.#commit(batch)
    }
    this.#isWriting = false
  }

  async #commit(batch: readonly Entry[]): Promise<void> {
    try {
      await rebuildableTransaction(this.#database, async (tx) => {
        for (const { write } of batch) await write(tx)
      })
      for (const { resolve } of batch) resolve()
    } catch (error) {
      const [only] = batch
      if (batch.length === 1) only?.reject(error)
      else for (const entry of batch) await this.#commit([entry])
    }
  }
}
