import 'server-only'
import type { Executor } from '@/lib/db/connection'

const KEPT_MS = 60 * 60 * 1000
const PRUNED_MAX = 10_000
const ROWS_PER_STATEMENT = 200

export interface ChangeRow {
  readonly sequence: number
  readonly topic: string
  readonly what: string
  readonly at: number
}

/** Adds changes under numbers the database counts up. */
export async function addChanges(
  tx: Executor,
  rows: readonly { readonly topic: string; readonly what: string; readonly at: number }[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await tx
      .insertInto('change')
      .values(rows.slice(start, start + ROWS_PER_STATEMENT))
      .execute()
  }
}

/** Changes numbered above `after`, in order, at most `limit`. */
export async function listChangesAfter(
  db: Executor,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly ChangeRow[]> {
  return db
    .selectFrom('change')
    .select(['sequence', 'topic', 'what', 'at'])
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute()
}

/** Those of some numbers that have been committed by now. */
export async function listChangesOf(
  db: Executor,
  sequences: readonly number[],
): Promise<readonly ChangeRow[]> {
  if (sequences.length === 0) return []
  return db
    .selectFrom('change')
    .select(['sequence', 'topic', 'what', 'at'])
    .where('sequence', 'in', [...sequences])
    .execute()
}

/** The lowest and highest number there is; zeros while there is none. */
export async function readChangeRange(
  db: Executor,
): Promise<{ readonly first: number; readonly last: number }> {
  const row = await db
    .selectFrom('change')
    .select((eb) => [eb.fn.min('sequence').as('first'), eb.fn.max('sequence').as('last')])
    .executeTakeFirst()
  return { first: row?.first ?? 0, last: row?.last ?? 0 }
}

/** Drops changes older than an hour, at most 10,000 at a time; gives how many went. */
export async function pruneChanges(db: Executor, now: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('change')
    .where('sequence', 'in', (eb) =>
      eb
        .selectFrom('change')
        .select('sequence')
        .where('at', '<', now - KEPT_MS)
        .orderBy('at')
        .limit(PRUNED_MAX),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
