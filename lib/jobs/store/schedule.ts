import 'server-only'
import { sql } from 'kysely'
import type { Database, Executor } from '@/lib/db/connection'
import { databaseNow } from '@/lib/db/dialects/features'

const MINUTE_MS = 60_000

export interface ScheduleEntry {
  readonly name: string
  readonly everyMinutes: number
  /** Epoch ms of the first time, for an entry that is new. */
  readonly firstAt: number
}

/** Writes an entry down, or its new pace; one that is there keeps its next time unless that is beyond the new pace. */
export async function keepSchedule(db: Database, entry: ScheduleEntry): Promise<void> {
  const { name, everyMinutes, firstAt } = entry
  await db.query
    .insertInto('schedule')
    .values({ name, every_minutes: everyMinutes, next_at: firstAt, last_at: null })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ every_minutes: everyMinutes })
        .where('schedule.every_minutes', '<>', everyMinutes),
    )
    .execute()
}

/** Drops entries of a kind, such as `sweep:`, whose subject is gone. */
export async function dropSchedules(
  db: Database,
  { prefix, keep }: { readonly prefix: string; readonly keep: readonly string[] },
): Promise<void> {
  const names = (await db.query.selectFrom('schedule').select('name').execute()).map(({ name }) => name)
  const gone = names.filter((name) => name.startsWith(prefix) && !keep.includes(name))
  if (gone.length > 0) await db.query.deleteFrom('schedule').where('name', 'in', gone).execute()
}

/**
 * Names whose time has come by the database's clock. A next time further away than the pace is one that a clock
 * set back left behind: its time has come too.
 */
export async function listDueSchedules(db: Database): Promise<readonly string[]> {
  const rows = await db.query.selectFrom('schedule').select('name').where(isDue(db)).orderBy('name').execute()
  return rows.map(({ name }) => name)
}

/** Takes one firing of an entry, for this process alone; false when another took it. In the transaction of its effect. */
export async function takeSchedule(db: Database, tx: Executor, name: string): Promise<boolean> {
  const now = databaseNow(db.dialect)
  const { numUpdatedRows } = await tx
    .updateTable('schedule')
    .set({
      last_at: now,
      next_at: sql<number>`${now} + every_minutes * ${sql.lit(MINUTE_MS)}`,
    })
    .where('name', '=', name)
    .where(isDue(db))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function isDue(db: Database) {
  const now = databaseNow(db.dialect)
  return sql<boolean>`(next_at <= ${now} or next_at > ${now} + every_minutes * ${sql.lit(MINUTE_MS)})`
}

/** Puts off an entry whose time has come, for what it is for was done already. */
export async function aimSchedule(db: Database, name: string, at: number): Promise<void> {
  await db.query
    .updateTable('schedule')
    .set({ next_at: at })
    .where('name', '=', name)
    .where(isDue(db))
    .execute()
}

/** Sets when an entry fires next, whenever it would have; adds one that is new. For times no pace describes. */
export async function setSchedule(
  tx: Executor,
  entry: { readonly name: string; readonly everyMinutes: number; readonly nextAt: number },
): Promise<void> {
  const { name, everyMinutes, nextAt } = entry
  await tx
    .insertInto('schedule')
    .values({ name, every_minutes: everyMinutes, next_at: nextAt, last_at: null })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ every_minutes: everyMinutes, next_at: nextAt }),
    )
    .execute()
}

export async function removeSchedule(tx: Executor, name: string): Promise<void> {
  await tx.deleteFrom('schedule').where('name', '=', name).execute()
}
