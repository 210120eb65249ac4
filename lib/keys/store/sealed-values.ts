import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { SealedColumn } from './sealed-columns'

export interface SealedValue {
  readonly row: string
  readonly sealed: string
}

export interface KeyUse {
  /** Names the key, as the sealed values do. */
  readonly kid: string
  readonly count: number
}

/** A sealed value is `v1.<kid>.…`; the ids of keys have eight characters. */
const kidOf = (value: RawBuilder<unknown>) => sql<string>`substr(${value}, 4, 8)`

/** How many values each key sealed. */
export async function countByKey(
  query: Executor,
  { table, column }: SealedColumn,
): Promise<readonly KeyUse[]> {
  const kid = kidOf(sql.ref(column))
  const { rows } = await sql<{ kid: string; count: number }>`select ${kid} as kid, count(*) as count
    from ${sql.table(table)} where ${sql.ref(column)} is not null group by ${kid}`.execute(query)
  return rows.map((row) => ({ kid: row.kid, count: Number(row.count) }))
}

/** The next values that another key sealed, by the name of their row. */
export async function listSealedByOthers(
  query: Executor,
  { table, key, column }: SealedColumn,
  page: { readonly kid: string; readonly after: string; readonly limit: number },
): Promise<readonly SealedValue[]> {
  const { rows } = await sql<SealedValue>`select ${sql.ref(key)} as row, ${sql.ref(column)} as sealed
    from ${sql.table(table)}
    where ${sql.ref(key)} > ${page.after} and ${sql.ref(column)} is not null
      and ${kidOf(sql.ref(column))} <> ${page.kid}
    order by ${sql.ref(key)} limit ${page.limit}`.execute(query)
  return rows
}

/** Puts a value in the place of the one that was read. Answers false when somebody wrote another one meanwhile. */
export async function replaceSealed(
  tx: Executor,
  { table, key, column }: SealedColumn,
  change: SealedValue & { readonly was: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${change.sealed}
    where ${sql.ref(key)} = ${change.row} and ${sql.ref(column)} = ${change.was}`.execute(tx)
  return numAffectedRows === 1n
}
