import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../connection'

type DialectName = Database['dialect']

/** The column type for text that compares and sorts bytewise. */
export function textType(dialect: DialectName): string {
  return dialect === 'postgres' ? 'text collate "C"' : 'text'
}

/** The type of a key the database counts up by itself. */
export function countedKeyType(dialect: DialectName): string {
  return dialect === 'postgres'
    ? 'bigint generated always as identity primary key'
    : 'integer primary key autoincrement'
}

/** Epoch milliseconds by the database's clock, which all replicas share. */
export function databaseNow(dialect: DialectName): RawBuilder<number> {
  return dialect === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
}

/** Whether a column holds a text, letter by letter, with no wildcard. */
export function holdsText(
  dialect: DialectName,
  column: RawBuilder<unknown>,
  text: string,
): RawBuilder<boolean> {
  return dialect === 'postgres'
    ? sql<boolean>`strpos(${column}, ${text}) > 0`
    : sql<boolean>`instr(${column}, ${text}) > 0`
}

/** The same without regard to case. */
export function containsText(
  dialect: DialectName,
  column: RawBuilder<unknown>,
  text: string,
): RawBuilder<boolean> {
  return holdsText(dialect, sql`lower(${column})`, text.toLowerCase())
}

/** The least text above every text that starts with a prefix, for a range that an index answers. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10ffff}`
}

/** The values of a column of a select in its order, as a JSON array. */
export function listOf(dialect: DialectName, column: string, rows: RawBuilder<unknown>): RawBuilder<string> {
  const name = sql.ref(column)
  return dialect === 'postgres'
    ? sql<string>`(select coalesce(json_agg(${name})::text, '[]') from (${rows}) as listed)`
    : sql<string>`(select json_group_array(${name}) from (${rows}) as listed)`
}

export interface FirstRows {
  /** A select of the rows, each with all that `on` and `order` name. */
  readonly rows: RawBuilder<unknown>
  readonly as: string
  readonly on: RawBuilder<boolean>
  readonly order: RawBuilder<unknown>
  readonly limit: number
}

/**
 * Joins to each row the first of those that belong to it. SQLite takes them in the order of its indexes and stops by
 * itself; PostgreSQL would read all of them first, to sort them.
 */
export function joinFirst(
  dialect: DialectName,
  { rows, as, on, order, limit }: FirstRows,
): RawBuilder<unknown> {
  const name = sql.ref(as)
  return dialect === 'postgres'
    ? sql`cross join lateral (select * from (${rows}) as ${name} where ${on} order by ${order} limit ${limit}) as ${name}`
    : sql`join (${rows}) as ${name} on ${on}`
}
