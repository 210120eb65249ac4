import 'server-only'
import type { Executor } from '@/lib/db/connection'
import type { JobRow } from '../job'

/** Why the work of the same kind and input failed the last time; null when it did not, undefined before the first. */
export async function findProblemBefore(
  db: Executor,
  job: Pick<JobRow, 'id' | 'kind' | 'registry_id' | 'input'>,
): Promise<string | null | undefined> {
  const before = await db
    .selectFrom('job')
    .select(['status', 'problem_code'])
    .where('registry_id', '=', job.registry_id)
    .where('kind', '=', job.kind)
    .where('input', '=', job.input)
    .where('id', '<>', job.id)
    .where('finished_at', 'is not', null)
    .where('status', '<>', 'cancelled')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (before === undefined) return undefined
  return before.status === 'failed' ? before.problem_code : null
}
