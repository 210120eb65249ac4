import 'server-only'
import { announce, type Change } from '@/lib/changes/announce'
import type { Executor } from '@/lib/db/connection'

export interface NewJob {
  readonly id: string
  readonly kind: string
  readonly registryId: string | null
  readonly input: Readonly<Record<string, unknown>>
  /** Two jobs with one key are never under way together. */
  readonly dedupeKey: string | null
  readonly createdBy: string
  readonly createdAt: number
}

/** Queues a job, or gives the id of the one with its key that is under way. */
export async function enqueue(db: Executor, job: NewJob): Promise<string> {
  const added = await db
    .insertInto('job')
    .values({
      id: job.id,
      kind: job.kind,
      registry_id: job.registryId,
      repository: repositoryOf(job.input),
      input: JSON.stringify(job.input),
      dedupe_key: job.dedupeKey,
      status: 'queued',
      phase: 'Waiting',
      done: 0,
      failed: 0,
      fence: 0,
      created_by: job.createdBy,
      created_at: job.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) {
    await announce(db, { topic: `job:${job.id}` }, ...registryOf(job.registryId))
    return job.id
  }

  const underWay = await findUnderWay(db, job.dedupeKey)
  // It may have finished between the two statements; then ours is the next one.
  return underWay ?? enqueue(db, job)
}

function repositoryOf({ repository }: NewJob['input']): string | null {
  return typeof repository === 'string' ? repository : null
}

/** Its registry shows that a job is under way. */
function registryOf(registryId: string | null): readonly Change[] {
  return registryId === null ? [] : [{ topic: `registry:${registryId}`, what: 'sync' }]
}

async function findUnderWay(db: Executor, dedupeKey: string | null): Promise<string | undefined> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('dedupe_key', '=', dedupeKey)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** Whether a job of a key waits or runs. */
export async function isUnderWay(db: Executor, dedupeKey: string): Promise<boolean> {
  return (await findUnderWay(db, dedupeKey)) !== undefined
}

/** Whether any job of a kind waits or runs. */
export async function isKindUnderWay(db: Executor, kind: string): Promise<boolean> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('status', 'in', ['queued', 'running', 'cancelling'])
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
