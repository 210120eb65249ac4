import 'server-only'
import type { Database, Executor } from './connection'

/**
 * Runs work in one transaction: all of it or nothing. On SQLite it takes the write lock at once, so keep it
 * short and never wait for the network inside. Use only `tx` inside; a write past it would wait for itself.
 */
export function transaction<T>(database: Database, work: (tx: Executor) => Promise<T>): Promise<T> {
  return database.query.transaction().execute(work)
}

/**
 * The same for what a registry can be asked again: the commit does not wait for the disk. With the power it may
 * be lost, whole and never in part.
 */
export function rebuildableTransaction<T>(
  database: Database,
  work: (tx: Executor) => Promise<T>,
): Promise<T> {
  return database.rebuildable.transaction().execute(work)
}
