import 'server-only'
import { WriterLock } from './lock'
import { openHandle, type SqliteHandle } from './native'

/** How long a write waits for another process before it gives up. */
export const BUSY_WAIT_MS = 5_000
/** The drivers are synchronous: a longer wait inside SQLite would hold up every other request. */
export const BUSY_SLICE_MS = 50
/**
 * 64 MB. A crawl changes pages all over the file, and the same ones soon again: folded back every 4 MB, the
 * default, they cost it more time than everything else it writes.
 */
const WAL_PAGES_MAX = 16_000

export interface Handles {
  readonly writer: SqliteHandle
  readonly reader: SqliteHandle
  /** Who writes now; the others wait without holding up the process. */
  readonly lock: WriterLock
}

/** One SQLite file with its two handles, opened at the first use. */
export class SqliteFile {
  readonly #path: () => string
  readonly #lock = new WriterLock()
  #handles: Handles | undefined
  #isClosed = false

  constructor(path: () => string) {
    this.#path = path
  }

  open(): Handles {
    if (this.#isClosed) throw new Error('The database is closed.')
    this.#handles ??= this.#openHandles()
    return this.#handles
  }

  /** Folds the log back and closes the file, at once: a process that exits waits for nothing. */
  close(): void {
    this.#handles?.reader.close()
    this.#handles?.writer.close()
    this.#handles = undefined
    this.#isClosed = true
  }

  #openHandles(): Handles {
    const path = this.#path()
    const writer = openHandle(path)
    writer.exec(`pragma busy_timeout = ${BUSY_WAIT_MS}`)
    writer.exec('pragma journal_mode = wal')
    writer.exec(`pragma busy_timeout = ${BUSY_SLICE_MS}`)
    writer.exec(`pragma wal_autocheckpoint = ${WAL_PAGES_MAX}`)
    writer.exec('pragma foreign_keys = on')
    writer.exec('pragma cache_size = -32000')
    const reader = openHandle(path)
    reader.exec(`pragma busy_timeout = ${BUSY_WAIT_MS}`)
    reader.exec('pragma query_only = on')
    reader.exec('pragma cache_size = -32000')
    return { writer, reader, lock: this.#lock }
  }
}
