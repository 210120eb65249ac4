import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Position } from './cursor'

/** One order of a list: its columns, all in one direction, the last of them unique. */
export interface SortOrder {
  readonly columns: readonly RawBuilder<unknown>[]
  readonly direction: 'asc' | 'desc'
}

/** The rows behind a position, as one comparison of rows that a single index answers. */
export function after(order: SortOrder, position: Position): RawBuilder<boolean> {
  const operator = sql.raw(order.direction === 'asc' ? '>' : '<')
  return sql<boolean>`(${sql.join([...order.columns])}) ${operator} (${sql.join([...position])})`
}

/** The `order by` of a list. */
export function orderBy(order: SortOrder): RawBuilder<unknown> {
  const direction = sql.raw(order.direction)
  return sql.join(order.columns.map((column) => sql`${column} ${direction}`))
}
