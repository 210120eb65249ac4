import 'server-only'
import type { Kysely } from 'kysely'
import type { Database, Executor } from './connection'
import type { Schema } from './schema'

/**
 * Runs work in one transaction: all of it or nothing. On SQLite it takes the write lock at once, so keep it
 * short and never wait for the network inside. Use only `tx` inside; a write past it would wait for itself.
 */
export function transaction<T>(database: Database, work: (tx: Executor) => Promise<T>): Promise<T> {
  return runIn(database.query, work)
}

/**
 * The same for what a registry can be asked again: the commit does not wait for the disk. With the power it may
 * be lost, whole and never in part.
 */
export function rebuildableTransaction<T>(
  database: Database,
  work: (tx: Executor) => Promise<T>,
): Promise<T> {
  return runIn(database.rebuildable, work)
}

type Ending = () => Promise<void>

const endings = new WeakMap<Executor, Ending[]>()

/**
 * Puts work off to the end of a transaction, right before its commit: for rows that everybody's transactions
 * write, so that they are locked last and only for a moment. Answers false where there is no end to wait for.
 */
export function beforeCommit(tx: Executor, work: Ending): boolean {
  const waiting = endings.get(tx)
  waiting?.push(work)
  return waiting !== undefined
}

function runIn<T>(query: Kysely<Schema>, work: (tx: Executor) => Promise<T>): Promise<T> {
  return query.transaction().execute(async (tx) => {
    const waiting: Ending[] = []
    endings.set(tx, waiting)
    const result = await work(tx)
    for (const end of waiting) await end()
    return result
  })
}
