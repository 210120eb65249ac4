import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@/lib/core/errors'
import type { Log } from '@/lib/core/log'
import type { Database } from '@/lib/db/connection'
import { reads } from './read-tail'
import type { ShownChange } from './rules/gather'

/** A topic is told of at most so often. */
const POLL_MS = 500
const PAUSE_MS = 2_000
const LISTENERS_MAX = 500
const LISTENERS_PER_OWNER_MAX = 12
const RETRY_SECONDS = 15

/** What one look at the database brought. */
export interface Batch {
  /** Where a listener that saw it may go on later. */
  readonly mark: number
  readonly changes: readonly ShownChange[]
  /** Changes were missed: everything may be new. */
  readonly isLost: boolean
}

export interface Listener {
  /** Whose it is; one may hold only so many. */
  readonly owner: string
  readonly hear: (batch: Batch) => void
  /** The feed ends, for the process stops. */
  readonly end: () => void
}

export interface Listening {
  /** Resolves once nothing that is committed from now on is missed. */
  readonly ready: Promise<void>
  readonly stop: () => void
}

interface Reader {
  readonly ending: AbortController
  readonly ready: Promise<void>
}

export interface FeedParts {
  readonly db: Database
  readonly log: Log
  /** Default 500. */
  readonly pollMs?: number
}

/**
 * What changed, for all who listen in this process: one reader of the database for everybody, and none while
 * nobody listens. Replicas hear of each other through the database.
 */
export class ChangeFeed {
  readonly #parts: FeedParts
  readonly #listeners = new Set<Listener>()
  #reader: Reader | undefined
  #isClosed = false

  constructor(parts: FeedParts) {
    this.#parts = parts
  }

  /** How many listen. */
  get size(): number {
    return this.#listeners.size
  }

  /**
   * Listens until stopped.
   * @throws AppError `too-many-streams`, `shutting-down`
   */
  listen(listener: Listener): Listening {
    if (this.#isClosed) throw new AppError('shutting-down', 'This server is stopping.')
    const own = [...this.#listeners].filter(({ owner }) => owner === listener.owner).length
    if (this.#listeners.size >= LISTENERS_MAX || own >= LISTENERS_PER_OWNER_MAX) {
      throw new AppError('too-many-streams', 'Too many pages listen for changes already.', {
        retryAfterSeconds: RETRY_SECONDS,
      })
    }
    this.#listeners.add(listener)
    const { ready } = this.#start()
    const stop = () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
    return { ready, stop }
  }

  /** Ends every stream and takes no more. */
  close(): void {
    this.#isClosed = true
    this.#stop()
    for (const listener of [...this.#listeners]) listener.end()
    this.#listeners.clear()
  }

  #start(): Reader {
    if (this.#reader !== undefined) return this.#reader
    const ending = new AbortController()
    const ready = new Promise<void>((resolve) => void this.#read(ending.signal, resolve))
    this.#reader = { ending, ready }
    return this.#reader
  }

  #stop(): void {
    this.#reader?.ending.abort()
    this.#reader = undefined
  }

  async #read(signal: AbortSignal, onFirst: () => void): Promise<void> {
    const { db, log, pollMs } = this.#parts
    const read = reads(db)
    while (!signal.aborted) {
      let waitMs = pollMs ?? POLL_MS
      try {
        const batch = await read()
        onFirst()
        if (!signal.aborted && (batch.isLost || batch.changes.length > 0)) this.#tell(batch)
      } catch (error) {
        // Nothing is lost: the next look goes on where the last one ended.
        log.warn({ error }, 'The change feed could not be read.')
        waitMs = PAUSE_MS
      }
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  #tell(batch: Batch): void {
    for (const listener of [...this.#listeners]) listener.hear(batch)
  }
}
