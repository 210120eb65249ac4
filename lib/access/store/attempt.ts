import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

export interface AttemptCount {
  readonly points: number
  /** When the window closes and counting starts anew, epoch ms. */
  readonly endsAt: number
}

interface Counting {
  readonly now: number
  readonly windowMs: number
}

/** Adds one to each key in one statement, the keys in order so that two replicas never wait for each other. */
export async function addAttempts(
  query: Executor,
  keys: readonly string[],
  { now, windowMs }: Counting,
): Promise<Map<string, AttemptCount>> {
  const rows = await query
    .insertInto('sign_in_attempt')
    .values([...keys].sort().map((key) => ({ key, points: 1, ends_at: now + windowMs })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        points: sql`case when sign_in_attempt.ends_at <= ${now} then 1 else sign_in_attempt.points + 1 end`,
        ends_at: sql`case when sign_in_attempt.ends_at <= ${now} then excluded.ends_at
          else sign_in_attempt.ends_at end`,
      }),
    )
    .returning(['key', 'points', 'ends_at'])
    .execute()
  return new Map(rows.map((row) => [row.key, { points: row.points, endsAt: Number(row.ends_at) }]))
}

/** Takes one attempt back. */
export async function takeBackAttempt(query: Executor, key: string): Promise<void> {
  await query
    .updateTable('sign_in_attempt')
    .set((set) => ({ points: set('points', '-', 1) }))
    .where('key', '=', key)
    .where('points', '>', 0)
    .execute()
}

export async function forgetAttempts(query: Executor, keys: readonly string[]): Promise<void> {
  await query.deleteFrom('sign_in_attempt').where('key', 'in', keys).execute()
}

/** Removes the counts of windows that are over. */
export async function removeEndedAttempts(query: Executor, now: number): Promise<void> {
  await query.deleteFrom('sign_in_attempt').where('ends_at', '<=', now).execute()
}
