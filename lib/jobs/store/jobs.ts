import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository, wholeRegistry } from '@/lib/access/store/visible'
import { announce } from '@/lib/changes/announce'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { JobRow, JobStatus } from '../job'

const COLUMNS = [
  'job.id',
  'job.kind',
  'job.registry_id',
  'job.repository',
  'job.input',
  'job.status',
  'job.phase',
  'job.total',
  'job.done',
  'job.failed',
  'job.problem_code',
  'job.fence',
  'job.created_by',
  'job.created_at',
  'job.started_at',
  'job.finished_at',
  'registry.name as registry',
] as const

const NEWEST_FIRST: SortOrder = {
  columns: [sql.ref('job.created_at'), sql.ref('job.id')],
  direction: 'desc',
}
const FAILURES_MAX = 100

export interface NamedJobRow extends JobRow {
  /** The registry's name; null for work that is about none. */
  readonly registry: string | null
}

export interface JobFilter {
  readonly registryId?: string | undefined
  readonly kind?: string | undefined
  readonly statuses?: readonly JobStatus[] | undefined
  /** Only what the reader may see. */
  readonly visibility: Visibility
}

/** Newest first, at most `limit`. */
export async function listJobRows(
  db: Executor,
  request: { readonly filter: JobFilter; readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly NamedJobRow[]> {
  let query = db.selectFrom('job').leftJoin('registry', 'registry.id', 'job.registry_id').select(COLUMNS)
  query = query.where(matching(request.filter))
  if (request.after !== undefined) query = query.where(after(NEWEST_FIRST, request.after))
  return query.orderBy(orderBy(NEWEST_FIRST)).limit(request.limit).execute()
}

export async function countJobs(db: Executor, filter: JobFilter): Promise<number> {
  let query = db.selectFrom('job').select((eb) => eb.fn.countAll<number>().as('total'))
  query = query.where(matching(filter))
  return (await query.executeTakeFirst())?.total ?? 0
}

export async function findJob(db: Executor, id: string): Promise<NamedJobRow | undefined> {
  return db
    .selectFrom('job')
    .leftJoin('registry', 'registry.id', 'job.registry_id')
    .select(COLUMNS)
    .where('job.id', '=', id)
    .executeTakeFirst()
}

/** The items of a job that failed, at most 100. */
export async function listFailures(
  db: Executor,
  jobId: string,
): Promise<readonly { readonly key: string; readonly problem_code: string | null }[]> {
  return db
    .selectFrom('job_item')
    .select(['key', 'problem_code'])
    .where('job_id', '=', jobId)
    .where('state', '=', 'failed')
    .orderBy('key')
    .limit(FAILURES_MAX)
    .execute()
}

/** Asks a job to stop: one that waits ends at once, one that runs when its worker sees it. */
export async function requestCancel(db: Executor, id: string, at: number): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'cancelled', phase: 'Finished', finished_at: at, dedupe_key: null })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .execute()
  await db
    .updateTable('job')
    .set({ status: 'cancelling', dedupe_key: null })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute()
  await announce(db, { topic: `job:${id}` })
}

/** Checks of what people open are as many as the pages they open: unasked for, only those that failed are news. */
const isNews = sql<boolean>`(job.kind <> 'check-repository' or job.status in ('partial', 'failed'))`

function matching({ registryId, kind, statuses, visibility }: JobFilter): RawBuilder<boolean> {
  const conditions = [visibleJob(visibility)]
  if (registryId !== undefined) conditions.push(sql<boolean>`job.registry_id = ${registryId}`)
  conditions.push(kind === undefined ? isNews : sql<boolean>`job.kind = ${kind}`)
  if (statuses !== undefined) conditions.push(sql<boolean>`job.status in (${sql.join([...statuses])})`)
  return sql.join(conditions, sql` and `)
}

/**
 * Work on one repository is seen by who sees that repository. Work on a registry speaks of everything in it, by its
 * counts alone, so it is for who sees all of it; work on none for who sees all there is.
 */
function visibleJob(visibility: Visibility): RawBuilder<boolean> {
  if (visibility.kind === 'all') return sql<boolean>`1 = 1`
  return sql<boolean>`(${wholeRegistry(visibility, 'job.registry_id')} or exists (select 1 from repository
    where repository.registry_id = job.registry_id and repository.name = job.repository
    and ${visibleRepository(visibility)}))`
}

/** The id of a registry by the name people gave it. */
export async function findRegistryId(db: Executor, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('registry').select('id').where('name', '=', name).executeTakeFirst()
  return row?.id
}
