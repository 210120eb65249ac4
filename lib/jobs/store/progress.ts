import 'server-only'
import { sql } from 'kysely'
import { announce } from '@/lib/changes/announce'
import type { ProblemCode } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { LeaseLostError } from '../job'
import { isTimeToTell } from '../pace'
import type { Hold } from './lease'

export interface ItemResult {
  readonly key: string
  readonly state: 'done' | 'failed' | 'skipped'
  readonly problemCode: ProblemCode | null
}

const ROWS_PER_STATEMENT = 500

/** Says what a job is doing now. @throws LeaseLostError */
export async function setPhase(db: Executor, hold: Hold, phase: string): Promise<void> {
  const result = await db
    .updateTable('job')
    .set({ phase })
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new LeaseLostError(hold.jobId)
  await announce(db, { topic: `job:${hold.jobId}`, what: 'progress' })
}

/** Writes down what a job has to do, once, so that whoever resumes it knows what is left. @throws LeaseLostError */
export async function addItems(
  tx: Executor,
  hold: Hold,
  { keys, at }: { readonly keys: readonly string[]; readonly at: number },
): Promise<void> {
  for (let start = 0; start < keys.length; start += ROWS_PER_STATEMENT) {
    const rows = keys.slice(start, start + ROWS_PER_STATEMENT).map((key) => ({
      job_id: hold.jobId,
      key,
      state: 'queued',
      attempt: 0,
      updated_at: at,
    }))
    await tx
      .insertInto('job_item')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const result = await tx
    .updateTable('job')
    .set({ total: keys.length })
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new LeaseLostError(hold.jobId)
}

/** Closes items and counts them, in the transaction of their effect. An item closes once. @throws LeaseLostError */
export async function closeItems(
  tx: Executor,
  hold: Hold,
  { results, at }: { readonly results: readonly ItemResult[]; readonly at: number },
): Promise<void> {
  let done = 0
  let failed = 0
  for (const { keys, state, problemCode } of alike(results)) {
    const closed = await tx
      .updateTable('job_item')
      .set((eb) => ({ state, problem_code: problemCode, attempt: eb('attempt', '+', 1), updated_at: at }))
      .where('job_id', '=', hold.jobId)
      .where('key', 'in', keys)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    if (state === 'failed') failed += Number(closed.numUpdatedRows)
    else done += Number(closed.numUpdatedRows)
  }
  const counted = await tx
    .updateTable('job')
    .set({ done: sql<number>`done + ${done}`, failed: sql<number>`failed + ${failed}` })
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  if (counted.numUpdatedRows !== 1n) throw new LeaseLostError(hold.jobId)
  if (isTimeToTell(hold.jobId, at)) await announce(tx, { topic: `job:${hold.jobId}`, what: 'progress' })
}

interface AlikeItems extends Pick<ItemResult, 'state' | 'problemCode'> {
  readonly keys: string[]
}

/** What ended alike goes into one statement, at most 500 of them. */
function alike(results: readonly ItemResult[]): readonly AlikeItems[] {
  const groups: AlikeItems[] = []
  const open = new Map<string, AlikeItems>()
  for (const { key, state, problemCode } of results) {
    const name = `${state} ${problemCode}`
    let group = open.get(name)
    if (group === undefined || group.keys.length >= ROWS_PER_STATEMENT) {
      group = { keys: [], state, problemCode }
      open.set(name, group)
      groups.push(group)
    }
    group.keys.push(key)
  }
  return groups
}

/** Keys of the items that are still to do, sorted. */
export async function listOpenItems(db: Executor, jobId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('job_item')
    .select('key')
    .where('job_id', '=', jobId)
    .where('state', '=', 'queued')
    .orderBy('key')
    .execute()
  return rows.map((row) => row.key)
}

/** How many items failed, and the job's own problem so far. */
export async function readTally(
  db: Executor,
  hold: Hold,
): Promise<{ readonly failed: number; readonly problemCode: string | null }> {
  const row = await db
    .selectFrom('job')
    .select(['failed', 'problem_code'])
    .where('id', '=', hold.jobId)
    .executeTakeFirst()
  return { failed: row?.failed ?? 0, problemCode: row?.problem_code ?? null }
}

/** Notes a problem of the job as a whole that does not end it. */
export async function setProblem(tx: Executor, hold: Hold, code: string): Promise<void> {
  await tx
    .updateTable('job')
    .set({ problem_code: code })
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .execute()
}
