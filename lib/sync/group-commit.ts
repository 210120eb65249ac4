import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RepositoryToSync } from '@/lib/catalog/store/save-repositories'
import type { Database, Executor } from '@/lib/db/connection'
import { rebuildableTransaction } from '@/lib/db/transaction'

/** Commits follow each other no faster, so that they gather more: repositories share pages of the indexes. */
const PACE_MS = 100

export type Write = (tx: Executor) => Promise<void>

/** Notes of repositories that they were compared and nothing in them changed. */
export type SaveUnchanged = (tx: Executor, repositories: readonly RepositoryToSync[]) => Promise<void>

interface Entry {
  readonly work: Write | RepositoryToSync
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Puts what waits into one transaction: a commit costs the disk as much for one repository as for twenty, and
 * a statement as much for one that did not change. What fails is tried alone, so that it does not take the
 * others with it.
 */
export class GroupCommit {
  readonly #database: Database
  readonly #saveUnchanged: SaveUnchanged
  #waiting: Entry[] = []
  #isWriting = false
  #committedAtMs = Number.NEGATIVE_INFINITY

  constructor(database: Database, saveUnchanged: SaveUnchanged) {
    this.#database = database
    this.#saveUnchanged = saveUnchanged
  }

  /** Resolves when the write is committed. */
  write(write: Write): Promise<void> {
    return this.#add(write)
  }

  /** Resolves when it is written down that nothing in a repository changed. */
  unchanged(repository: RepositoryToSync): Promise<void> {
    return this.#add(repository)
  }

  #add(work: Entry['work']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      if (!this.#isWriting) void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const restMs = this.#committedAtMs + PACE_MS - performance.now()
      if (restMs > 0) await sleep(restMs)
      const batch = this.#waiting
      this.#waiting = []
      await this.#commit(batch)
      this.#committedAtMs = performance.now()
    }
    this.#isWriting = false
  }

  async #commit(batch: readonly Entry[]): Promise<void> {
    try {
      await rebuildableTransaction(this.#database, (tx) => this.#writeAll(tx, batch))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      const [only] = batch
      if (batch.length === 1) only?.reject(error)
      else for (const entry of batch) await this.#commit([entry])
    }
  }

  async #writeAll(tx: Executor, batch: readonly Entry[]): Promise<void> {
    const unchanged: RepositoryToSync[] = []
    for (const { work } of batch) {
      if (typeof work === 'function') await work(tx)
      else unchanged.push(work)
    }
    if (unchanged.length > 0) await this.#saveUnchanged(tx, unchanged)
  }
}
