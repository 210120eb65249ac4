import 'server-only'
import { CompiledQuery, type Insertable, sql } from 'kysely'
import type { Executor } from './connection'
import type { Schema } from './schema'

/** Statements of few sizes only, so that each stays prepared. */
const BATCH_SIZES = [64, 8, 1] as const

export interface InsertOptions {
  /** Columns that name a row; a row that is there keeps its other columns, but those in `update`. */
  readonly conflict: readonly string[]
  readonly update?: readonly string[]
}

/**
 * Inserts many rows of equal shape. Writes its SQL itself: for rows by the ten thousand a query builder
 * costs more than the database.
 */
export async function insertRows<T extends keyof Schema & string>(
  tx: Executor,
  table: T,
  { rows, ...options }: InsertOptions & { readonly rows: readonly Insertable<Schema[T]>[] },
): Promise<void> {
  // Asked of the compiler, not of a class: the server's bundles have different ones.
  const isNumbered = sql`${0}`.compile(tx).sql === '$1'
  const records: readonly Readonly<Record<string, unknown>>[] = rows
  const columns = Object.keys(records[0] ?? {})
  let start = 0
  for (const size of BATCH_SIZES) {
    const text = statement({ table, columns, size, isNumbered, ...options })
    for (; records.length - start >= size; start += size) {
      const batch = records.slice(start, start + size)
      const values = batch.flatMap((record) => columns.map((column) => record[column] ?? null))
      await tx.executeQuery(CompiledQuery.raw(text, values))
    }
  }
}

interface Shape extends InsertOptions {
  readonly table: string
  readonly columns: readonly string[]
  readonly size: number
  readonly isNumbered: boolean
}

function statement({ table, columns, size, isNumbered, conflict, update }: Shape): string {
  let counter = 0
  const placeholder = () => {
    counter += 1
    return isNumbered ? `$${counter}` : '?'
  }
  const row = () => `(${columns.map(placeholder).join(', ')})`
  const values = Array.from({ length: size }, row).join(', ')
  const changes = (update ?? []).map((column) => `${column} = excluded.${column}`).join(', ')
  const action = changes === '' ? 'do nothing' : `do update set ${changes}`
  return `insert into ${table} (${columns.join(', ')}) values ${values} on conflict (${conflict.join(', ')}) ${action}`
}
