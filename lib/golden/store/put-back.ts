import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { ATTEMPTS_MAX, TOO_OFTEN } from '../rules/put-back'
import type { Resolution } from '../rules/settle-drift'
import type { DriftRow } from './drift'

const DUE_MAX = 200

/** Drift that may be due to be put back at a moment, what an index lists before the index. */
export async function listMissing(db: Executor, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('golden_drift as drift')
    .innerJoin('golden_line as line', 'line.id', 'drift.line_id')
    .select('drift.id')
    .where('drift.resolved_at', 'is', null)
    .where('drift.kind', 'in', ['child-missing', 'manifest-missing'])
    .where('line.on_missing', '=', 'put-back')
    .where('line.archived_at', 'is', null)
    .where('drift.attempts', '<', ATTEMPTS_MAX)
    .where((eb) => eb.or([eb('attempt_problem', 'is', null), eb('attempt_problem', '<>', TOO_OFTEN)]))
    .where((eb) => eb.or([eb('attempt_again_at', 'is', null), eb('attempt_again_at', '<=', now)]))
    // `child-missing` sorts first.
    .orderBy('drift.kind')
    .orderBy('drift.id')
    .limit(DUE_MAX)
    .execute()
  return rows.map(({ id }) => id)
}

/** Begins an attempt, in one of all replicas: false when another one was faster, or it is true again. */
export async function takeAttempt(
  tx: Executor,
  { id, attempts }: Pick<DriftRow, 'id' | 'attempts'>,
  againAt: number,
): Promise<boolean> {
  const taken = await tx
    .updateTable('golden_drift')
    .set({ attempts: attempts + 1, attempt_again_at: againAt, attempt_problem: null })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** Writes down why an attempt failed. */
export async function saveAttemptProblem(tx: Executor, id: string, problem: string): Promise<void> {
  await tx.updateTable('golden_drift').set({ attempt_problem: problem }).where('id', '=', id).execute()
}

/** How often the same was put back since a moment. */
export async function countPutBack(
  db: Executor,
  { versionId, subject }: Pick<DriftRow, 'versionId' | 'subject'>,
  since: number,
): Promise<number> {
  const { total } = await db
    .selectFrom('golden_drift')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('version_id', '=', versionId)
    .where('subject', '=', subject)
    .where('resolution', '=', 'put-back' satisfies Resolution)
    .where('resolved_at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(total)
}
