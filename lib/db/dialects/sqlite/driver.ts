import 'server-only'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import type { Durability } from '../durability'
import { isBusy, toAppError } from '../errors'
import { BUSY_SLICE_MS, BUSY_WAIT_MS, type Handles, type SqliteFile } from './file'
import type { WriterLock } from './lock'
import type { SqliteHandle } from './native'

/**
 * A statement of many rows first copies the pages it changes. Those of a crawl stay in memory, for they are few and
 * there are many statements; any other may be one that deletes a whole registry, and copies into a file.
 */
const SETTINGS: Readonly<Record<Durability, string>> = {
  full: 'pragma synchronous = full; pragma temp_store = file',
  rebuildable: 'pragma synchronous = normal; pragma temp_store = memory',
}

/** A transaction that has taken so long lets requests and answers that came meanwhile go first. */
const TURN_MS = 2
/** One that is so old comes to its end instead: others wait to write. */
const TURNS_END_MS = 500

/**
 * One handle that writes, in turn, and one that only reads: a page never waits for a transaction,
 * neither of this process nor of another (WAL).
 */
export class SqliteDriver implements Driver {
  readonly #file: SqliteFile
  readonly #durability: Durability

  constructor(file: SqliteFile, durability: Durability) {
    this.#file = file
    this.#durability = durability
  }

  async init(): Promise<void> {
    this.#file.open()
  }

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#file.open(), this.#durability)
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
    this.#file.close()
  }
}

function own(connection: DatabaseConnection): SqliteConnection {
  if (connection instanceof SqliteConnection) return connection
  throw new TypeError('This connection is of another driver.')
}

class SqliteConnection implements DatabaseConnection {
  readonly #handles: Handles
  readonly #lock: WriterLock
  readonly #durability: Durability
  #isInTransaction = false
  #begunAtMs = 0
  #turnAtMs = 0

  constructor(handles: Handles, durability: Durability) {
    this.#handles = handles
    this.#lock = handles.lock
    this.#durability = durability
  }

  async begin(): Promise<void> {
    await this.#lock.lock()
    try {
      this.#handles.writer.exec(SETTINGS[this.#durability])
      await patiently(() => this.#handles.writer.exec('begin immediate'))
      this.#isInTransaction = true
      this.#begunAtMs = performance.now()
      this.#turnAtMs = this.#begunAtMs
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
    if (this.#isInTransaction) {
      await this.#letOthersWork()
      return run<R>(this.#handles.writer, query)
    }
    if (isRead(query)) return run<R>(this.#handles.reader, query)

    await this.#lock.lock()
    try {
      this.#handles.writer.exec(SETTINGS[this.#durability])
      return await patiently(() => run<R>(this.#handles.writer, query))
    } finally {
      this.#lock.unlock()
    }
  }

  async #letOthersWork(): Promise<void> {
    const now = performance.now()
    if (now - this.#turnAtMs < TURN_MS || now - this.#begunAtMs > TURNS_END_MS) return
    await nextTurn()
    this.#turnAtMs = performance.now()
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
