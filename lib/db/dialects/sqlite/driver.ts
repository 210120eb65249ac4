import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { isBusy, toAppError } from '../errors'
import { WriterLock } from './lock'
import { openHandle, type SqliteHandle } from './native'

/** How long a write waits for another process before it gives up. */
const BUSY_WAIT_MS = 5_000
/** The drivers are synchronous: a longer wait inside SQLite would hold up every other request. */
const BUSY_SLICE_MS = 50
/**
 * 64 MB. A crawl changes pages all over the file, and the same ones soon again: folded back every 4 MB, the
 * default, they cost it more time than everything else it writes.
 */
const WAL_PAGES_MAX = 16_000

interface Handles {
  readonly writer: SqliteHandle
  readonly reader: SqliteHandle
}

/**
 * One handle that writes, in turn, and one that only reads: a page never waits for a transaction,
 * neither of this process nor of another (WAL).
 */
export class SqliteDriver implements Driver {
  readonly #file: () => string
  readonly #lock = new WriterLock()
  #handles: Handles | undefined

  constructor(file: () => string) {
    this.#file = file
  }

  async init(): Promise<void> {
    const file = this.#file()
    const writer = openHandle(file)
    writer.exec(`pragma busy_timeout = ${BUSY_WAIT_MS}`)
    writer.exec('pragma journal_mode = wal')
    writer.exec(`pragma busy_timeout = ${BUSY_SLICE_MS}`)
    writer.exec('pragma synchronous = full')
    writer.exec(`pragma wal_autocheckpoint = ${WAL_PAGES_MAX}`)
    writer.exec('pragma foreign_keys = on')
    writer.exec('pragma cache_size = -16000')
    const reader = openHandle(file)
    reader.exec(`pragma busy_timeout = ${BUSY_WAIT_MS}`)
    reader.exec('pragma query_only = on')
    reader.exec('pragma cache_size = -32000')
    this.#handles = { writer, reader }
  }

  async acquireConnection(): Promise<SqliteConnection> {
    if (this.#handles === undefined) throw new Error('The database is closed.')
    return new SqliteConnection(this.#handles, this.#lock)
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await own(connection).begin()
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    own(connection).commit()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    own(connection).rollback()
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    own(connection).rollback()
  }

  async destroy(): Promise<void> {
    this.closeNow()
  }

  /** Folds the log back and closes the file, at once: a process that exits waits for nothing. */
  closeNow(): void {
    this.#handles?.reader.close()
    this.#handles?.writer.close()
    this.#handles = undefined
  }
}

function own(connection: DatabaseConnection): SqliteConnection {
  if (connection instanceof SqliteConnection) return connection
  throw new TypeError('This connection is of another driver.')
}

class SqliteConnection implements DatabaseConnection {
  readonly #handles: Handles
  readonly #lock: WriterLock
  #isInTransaction = false

  constructor(handles: Handles, lock: WriterLock) {
    this.#handles = handles
    this.#lock = lock
  }

  async begin(): Promise<void> {
    await this.#lock.lock()
    try {
      await patiently(() => this.#handles.writer.exec('begin immediate'))
      this.#isInTransaction = true
    } catch (error) {
      this.#lock.unlock()
      throw error
    }
  }

  commit(): void {
    try {
      this.#handles.writer.exec('commit')
    } catch (error) {
      throw toAppError(error)
    }
    this.#leave()
  }

  /** Safe to call at any time, also after a commit that failed. */
  rollback(): void {
    if (!this.#isInTransaction) return
    try {
      this.#handles.writer.exec('rollback')
    } catch {
      // SQLite rolls back by itself when the disk is full; then there is nothing left to undo.
    }
    this.#leave()
  }

  #leave(): void {
    this.#isInTransaction = false
    this.#lock.unlock()
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isInTransaction) return run<R>(this.#handles.writer, query)
    if (isRead(query)) return run<R>(this.#handles.reader, query)

    await this.#lock.lock()
    try {
      return await patiently(() => run<R>(this.#handles.writer, query))
    } finally {
      this.#lock.unlock()
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }
}

function run<R>(handle: SqliteHandle, query: CompiledQuery): QueryResult<R> {
  try {
    const { rows, changes } = handle.run<R>(query.sql, query.parameters)
    return { rows, numAffectedRows: BigInt(changes) }
  } catch (error) {
    throw toAppError(error)
  }
}

function isRead(query: CompiledQuery): boolean {
  if (query.query.kind === 'SelectQueryNode') return true
  return query.query.kind === 'RawNode' && /^\s*select\b/i.test(query.sql)
}

async function patiently<T>(attempt: () => T): Promise<T> {
  const deadline = performance.now() + BUSY_WAIT_MS
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw toAppError(error)
    }
    await sleep(BUSY_SLICE_MS / 2)
  }
}
