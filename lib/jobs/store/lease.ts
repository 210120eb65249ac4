import 'server-only'
import { sql } from 'kysely'
import { announce } from '@/lib/changes/announce'
import type { Database, Executor } from '@/lib/db/connection'
import { databaseNow } from '@/lib/db/dialects/features'
import { transaction } from '@/lib/db/transaction'
import type { JobOutcome, JobRow, JobStatus } from '../job'
import { forgetPace } from '../pace'
import { pruneHistory } from './history'

/** A worker that is silent for so long has lost its job. By the database's clock, which replicas share. */
const LEASE_MS = 30_000

const COLUMNS = [
  'id',
  'kind',
  'registry_id',
  'repository',
  'input',
  'status',
  'phase',
  'total',
  'done',
  'failed',
  'problem_code',
  'fence',
  'created_by',
  'created_at',
  'started_at',
  'finished_at',
] as const

/** A job this worker holds: every write names the fence, and one with an older fence changes nothing. */
export interface Hold {
  readonly jobId: string
  readonly fence: number
}

interface Claimant {
  readonly owner: string
  readonly kinds: readonly string[]
  /** Registries whose jobs are left to others for now. */
  readonly exceptRegistries?: readonly string[]
  /** Once it has aborted nothing is taken any more. */
  readonly stopping?: AbortSignal
}

/** Takes the oldest job that waits or whose worker has gone silent; small ones before crawls. */
export async function claim(db: Database, claimant: Claimant): Promise<JobRow | undefined> {
  // Looking first keeps an idle worker from taking the write lock at every poll.
  const isIdle = (await candidates(db, db.query, claimant).executeTakeFirst()) === undefined
  if (isIdle) return undefined

  return transaction(db, async (tx) => {
    const query = candidates(db, tx, claimant)
    const locked = db.dialect === 'postgres' ? query.forUpdate().skipLocked() : query
    const candidate = await locked.executeTakeFirst()
    // What a worker gives back because it stops is seen here after the stop only, so it never takes that again.
    if (claimant.stopping?.aborted) return undefined
    return candidate === undefined ? undefined : take(db, tx, { id: candidate.id, owner: claimant.owner })
  })
}

function candidates(db: Database, executor: Executor, { kinds, exceptRegistries = [] }: Claimant) {
  const now = databaseNow(db.dialect)
  const waiting = executor
    .selectFrom('job')
    .select('id')
    .where('kind', 'in', [...kinds])
    .where((eb) =>
      eb.or([
        eb('status', '=', 'queued'),
        eb.and([eb('status', 'in', ['running', 'cancelling']), eb('lease_until', '<', now)]),
      ]),
    )
    .orderBy(sql`case when kind = 'crawl' then 1 else 0 end`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
  if (exceptRegistries.length === 0) return waiting
  return waiting.where((eb) =>
    eb.or([eb('registry_id', 'is', null), eb('registry_id', 'not in', [...exceptRegistries])]),
  )
}

async function take(db: Database, tx: Executor, job: { readonly id: string; readonly owner: string }) {
  const now = databaseNow(db.dialect)
  await announce(tx, { topic: `job:${job.id}` })
  return tx
    .updateTable('job')
    .set((eb) => ({
      status: sql<JobStatus>`case when status = 'queued' then 'running' else status end`,
      owner: job.owner,
      fence: eb('fence', '+', 1),
      lease_until: sql<number>`${now} + ${sql.lit(LEASE_MS)}`,
      started_at: eb.fn.coalesce('started_at', now),
    }))
    .where('id', '=', job.id)
    .returning(COLUMNS)
    .executeTakeFirst()
}

/** Keeps a job for another half minute and tells its status; undefined when the job is no longer ours. */
export async function heartbeat(db: Database, hold: Hold): Promise<string | undefined> {
  const row = await db.query
    .updateTable('job')
    .set({ lease_until: sql<number>`${databaseNow(db.dialect)} + ${sql.lit(LEASE_MS)}` })
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .where('finished_at', 'is', null)
    // One that comes late must not keep from others what has been given back meanwhile.
    .where('owner', 'is not', null)
    .returning('status')
    .executeTakeFirst()
  return row?.status
}

/** The status of a job we hold; undefined when it is no longer ours. */
export async function statusOf(db: Executor, hold: Hold): Promise<string | undefined> {
  const row = await db
    .selectFrom('job')
    .select('status')
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return row?.status
}

/** Writes how a job ended and drops history that nobody reads. False when it was no longer ours. */
export async function finish(db: Database, hold: Hold, outcome: JobOutcome): Promise<boolean> {
  const isOurs = await transaction(db, (tx) => writeEnd(db, tx, { hold, outcome }))
  forgetPace(hold.jobId)
  if (isOurs) await pruneHistory(db, hold.jobId)
  return isOurs
}

interface End {
  readonly hold: Hold
  readonly outcome: JobOutcome
}

async function writeEnd(db: Database, tx: Executor, { hold, outcome }: End): Promise<boolean> {
  const ended = await tx
    .updateTable('job')
    .set({
      status: outcome.status,
      problem_code: outcome.problemCode,
      phase: 'Finished',
      finished_at: databaseNow(db.dialect),
      lease_until: null,
      owner: null,
    })
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .where('finished_at', 'is', null)
    .returning('registry_id')
    .executeTakeFirst()
  if (ended === undefined) return false
  await announce(tx, { topic: `job:${hold.jobId}` })
  if (ended.registry_id !== null) {
    await announce(tx, { topic: `registry:${ended.registry_id}`, what: 'sync' })
  }
  return true
}

/** Gives a job back to the queue, for a worker that is shutting down. */
export async function release(db: Database, hold: Hold): Promise<void> {
  await db.query
    .updateTable('job')
    .set({ lease_until: 0, owner: null })
    .where('id', '=', hold.jobId)
    .where('fence', '=', hold.fence)
    .where('finished_at', 'is', null)
    .execute()
}
