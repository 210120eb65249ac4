import 'server-only'
import { createHash } from 'node:crypto'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { readDelivery } from '../rules/delivery'
import { insertDelivered, type NewDeadLetter, type NewEvent } from '../store/inbox'

export interface Envelope {
  readonly registryId: string
  readonly text: string
  readonly receivedAt: number
}

interface Waiting {
  readonly events: readonly NewEvent[]
  readonly letters: readonly NewDeadLetter[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const ROWS_PER_COMMIT = 2_000

/**
 * Takes what registries deliver and writes it down, many deliveries to a commit. The commit waits for the disk: what
 * was acknowledged is sent by nobody again, and who pushed or pulled can be asked of nobody either.
 */
export class NotificationInbox {
  readonly #db: Database
  readonly #listeners = new Set<(registryId: string) => void>()
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(db: Database) {
    this.#db = db
  }

  /** Resolves when all of it is in the database. @throws when it could not be written; then nothing was taken */
  async take({ registryId, text, receivedAt }: Envelope): Promise<void> {
    const { events, unreadable } = readDelivery(text, receivedAt)
    const rows = events.map((event) => ({ registry_id: registryId, ...event }))
    const letters = unreadable.map(({ reason, content, source, isWhole }) => ({
      id: newId('dlt', receivedAt),
      registry_id: registryId,
      fingerprint: createHash('sha256').update(reason).update(source).digest('hex'),
      reason,
      content,
      is_whole: isWhole ? (1 as const) : (0 as const),
      received_at: receivedAt,
    }))
    if (rows.length + letters.length === 0) return
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ events: rows, letters, resolve, reject })
      if (!this.#isWriting) void this.#drain()
    })
    for (const listener of this.#listeners) listener(registryId)
  }

  /** Calls back after each delivery, until the answer is called. */
  onDelivery(listener: (registryId: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #drain(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) await this.#commit(this.#next())
    this.#isWriting = false
  }

  #next(): readonly Waiting[] {
    let rows = 0
    let count = 0
    for (const { events, letters } of this.#waiting) {
      rows += events.length + letters.length
      if (count > 0 && rows > ROWS_PER_COMMIT) break
      count += 1
    }
    return this.#waiting.splice(0, count)
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const events = batch.flatMap((each) => each.events)
      const letters = batch.flatMap((each) => each.letters)
      await transaction(this.#db, (tx) => insertDelivered(tx, { events, letters }))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
