import 'server-only'
import type { Executor } from '@/lib/db/connection'
import type { RunTotals } from '../retention-policy'

/** Notes which deletions a run started. */
export async function addRunDeletions(
  tx: Executor,
  runId: string,
  deletions: readonly { readonly jobId: string; readonly deletionId: string; readonly repository: string }[],
): Promise<void> {
  for (const { jobId, deletionId, repository } of deletions) {
    await tx
      .insertInto('retention_deletion')
      .values({ run_id: runId, job_id: jobId, deletion_id: deletionId, repository })
      .execute()
  }
}

/** How the deletions of a run stand; null for one whose job is no longer kept. */
export async function listDeletionStates(db: Executor, runId: string): Promise<readonly (string | null)[]> {
  const rows = await db
    .selectFrom('retention_deletion')
    .leftJoin('job', 'job.id', 'retention_deletion.job_id')
    .select('job.status')
    .where('run_id', '=', runId)
    .execute()
  return rows.map(({ status }) => status)
}

/** The deletions of a run by repository, at most 200. */
export async function listRunDeletions(db: Executor, runId: string) {
  return db
    .selectFrom('retention_deletion')
    .leftJoin('job', 'job.id', 'retention_deletion.job_id')
    .select(['retention_deletion.job_id', 'retention_deletion.repository', 'job.status'])
    .where('run_id', '=', runId)
    .orderBy('retention_deletion.repository')
    .limit(200)
    .execute()
}

/** What became of the tags of all deletions of a run, and how many manifests went by their digests. */
export async function countOutcomes(db: Executor, runId: string): Promise<NonNullable<RunTotals['outcome']>> {
  const rows = await db
    .selectFrom('retention_deletion')
    .innerJoin('deletion_item', 'deletion_item.deletion_id', 'retention_deletion.deletion_id')
    .select(['deletion_item.state', 'deletion_item.kind'])
    .select((eb) => eb.fn.countAll<number>().as('items'))
    .where('run_id', '=', runId)
    .groupBy(['deletion_item.state', 'deletion_item.kind'])
    .execute()
  const count = (state: string, kind: 'tag' | 'manifest' = 'tag') =>
    rows.find((row) => row.state === state && row.kind === kind)?.items ?? 0
  return {
    removed: count('verified'),
    skipped: count('skipped'),
    failed: count('failed'),
    manifests: count('verified', 'manifest'),
  }
}
