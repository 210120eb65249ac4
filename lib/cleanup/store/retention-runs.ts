import 'server-only'
import { type Insertable, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { RetentionRunTable } from '@/lib/db/schema'
import type { RetentionRunRow, RunTotals } from '../retention-policy'

const NEWEST_FIRST: SortOrder = {
  columns: [sql.ref('created_at'), sql.ref('id')],
  direction: 'desc',
}
const RUNS_KEPT = 200
const fates = z.object({ kept: z.number(), deleted: z.number() })
const totalsShape = z.object({
  repositories: z.number(),
  tags: z.number(),
  deleted: z.number(),
  protected: z.number(),
  unknownPush: z.number(),
  totalBytes: z.number().nullable(),
  uniqueBytes: z.number().nullable(),
  freedBytes: z.number().nullable(),
  unknownSizes: z.number(),
  rules: z.array(z.object({ rule: z.string().nullable(), fate: z.string(), tags: z.number() })),
  bars: z.array(fates.extend({ upToDays: z.number().nullable() })),
  unknownAge: fates,
  untagged: z.object({ deleted: z.number(), asOf: z.number().nullable() }).nullable().default(null),
  verdicts: z.number(),
  compared: z.object({ newlyDeleted: z.number(), newlyKept: z.number() }).nullable(),
  outcome: z
    .object({
      removed: z.number(),
      skipped: z.number(),
      failed: z.number(),
      manifests: z.number().default(0),
    })
    .nullable(),
}) satisfies z.ZodType<RunTotals>

function selectRuns(db: Executor) {
  return db
    .selectFrom('retention_run')
    .select([
      'id',
      'policy_id',
      'version',
      'kind',
      'trigger_kind',
      'state',
      'problem_code',
      'message',
      'actor_id',
      'actor_name',
      'job_id',
      'totals',
      'compared_with',
      'has_verdicts',
      'created_at',
      'finished_at',
      'reviewed_at',
      'reviewed_by',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRuns>['execute']>>[number]

function toRun(row: Row): RetentionRunRow {
  return {
    id: row.id,
    policyId: row.policy_id,
    version: row.version,
    kind: row.kind,
    trigger: row.trigger_kind,
    state: row.state,
    problemCode: row.problem_code,
    message: row.message,
    actorId: row.actor_id,
    actorName: row.actor_name,
    jobId: row.job_id,
    totals: row.totals === null ? null : totalsShape.parse(JSON.parse(row.totals)),
    comparedWith: row.compared_with,
    hasVerdicts: row.has_verdicts === 1,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    reviewedAt: row.reviewed_at,
    reviewedBy: row.reviewed_by,
  }
}

export async function insertRun(
  tx: Executor,
  row: Omit<Insertable<RetentionRunTable>, 'state' | 'has_verdicts'>,
): Promise<void> {
  await tx
    .insertInto('retention_run')
    .values({ ...row, state: 'queued', has_verdicts: 0 })
    .execute()
}

export async function findRun(db: Executor, id: string): Promise<RetentionRunRow | undefined> {
  const row = await selectRuns(db).where('id', '=', id).executeTakeFirst()
  return row && toRun(row)
}

/** Changes a run that has not ended; false when it has. */
export async function updateRun(
  tx: Executor,
  id: string,
  changes: Updateable<RetentionRunTable>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('retention_run')
    .set(changes)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

export async function markReviewed(
  tx: Executor,
  id: string,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  await tx
    .updateTable('retention_run')
    .set({ reviewed_at: at, reviewed_by: by })
    .where('id', '=', id)
    .execute()
}

/** Simulations and runs of a policy, newest first. */
export async function listRuns(
  db: Executor,
  request: { readonly policyId: string; readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly RetentionRunRow[]> {
  let query = selectRuns(db).where('policy_id', '=', request.policyId)
  if (request.after !== undefined) query = query.where(after(NEWEST_FIRST, request.after))
  const rows = await query.orderBy(orderBy(NEWEST_FIRST)).limit(request.limit).execute()
  return rows.map(toRun)
}

export async function countRuns(db: Executor, policyId: string): Promise<number> {
  const row = await db
    .selectFrom('retention_run')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('policy_id', '=', policyId)
    .executeTakeFirst()
  return row?.total ?? 0
}

/** The newest of each policy, by the policy's id. */
export async function lastRuns(
  db: Executor,
  policyIds: readonly string[],
): Promise<ReadonlyMap<string, RetentionRunRow>> {
  if (policyIds.length === 0) return new Map()
  const rows = await selectRuns(db)
    .where('policy_id', 'in', [...policyIds])
    .where((eb) =>
      eb(
        'id',
        '=',
        eb
          .selectFrom('retention_run as other')
          .select('other.id')
          .whereRef('other.policy_id', '=', 'retention_run.policy_id')
          .orderBy('other.created_at', 'desc')
          .orderBy('other.id', 'desc')
          .limit(1),
      ),
    )
    .execute()
  return new Map(rows.map((row) => [row.policy_id, toRun(row)]))
}

/** Runs whose deletions were started and not yet summed up. */
export async function listDeletingRuns(db: Executor): Promise<readonly RetentionRunRow[]> {
  const rows = await selectRuns(db)
    .where('state', '=', 'deleting')
    .where('finished_at', 'is', null)
    .orderBy('created_at')
    .limit(100)
    .execute()
  return rows.map(toRun)
}

/** Runs and simulations that began nothing and whose job has come to its end without them, such as by being cancelled. */
export async function listAbandonedRuns(db: Executor): Promise<readonly RetentionRunRow[]> {
  const rows = await selectRuns(db)
    .where('state', 'in', ['queued', 'judging'])
    .where('finished_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('job')
            .select('job.id')
            .whereRef('job.id', '=', 'retention_run.job_id')
            .where('job.finished_at', 'is', null),
        ),
      ),
    )
    .orderBy('created_at')
    .limit(100)
    .execute()
  return rows.map(toRun)
}

/** Whether one of a policy is under way. */
export async function findOpenRun(db: Executor, policyId: string): Promise<RetentionRunRow | undefined> {
  const row = await selectRuns(db)
    .where('policy_id', '=', policyId)
    .where('finished_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row && toRun(row)
}

/** Keeps the last 200 of a policy. */
export async function pruneRuns(tx: Executor, policyId: string): Promise<void> {
  const kept = tx
    .selectFrom('retention_run')
    .select('id')
    .where('policy_id', '=', policyId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(RUNS_KEPT)
  await tx.deleteFrom('retention_run').where('policy_id', '=', policyId).where('id', 'not in', kept).execute()
}
