import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { authorizeJob } from '@/lib/jobs/authorize-job'
import { findJob } from '@/lib/jobs/store/jobs'
import { enqueue } from '@/lib/jobs/store/queue'
import { starterOf } from '../starter'
import { listTrashRows, type TrashRow } from '../store/list-trash'
import { deletionIdOf } from './queue-deletion'
import { openItem } from './restore-item'

export const RESTORE_KIND = 'restore-tags'
/** By name; those of a whole deletion are taken in one go up to here too. */
const ITEMS_MAX = 10_000

export interface RestoreManyInput {
  readonly items?: readonly string[] | undefined
  /** Everything that a deletion has put into the trash so far, by its job. */
  readonly job?: string | undefined
}

export interface RestoreStarted {
  /** Empty where there was nothing to do. */
  readonly jobId: string
  readonly total: number
}

/**
 * Queues putting back several items, each under the tag it had. Each is asked for by itself when its turn comes:
 * one that cannot be put back keeps no other from it. @throws NotFoundError, ForbiddenError, AppError `too-many`
 */
export async function restoreMany(ctx: Context, input: RestoreManyInput): Promise<RestoreStarted> {
  const rows = input.job === undefined ? await openAll(ctx, input.items ?? []) : await ofJob(ctx, input.job)
  if (rows.length === 0) return { jobId: '', total: 0 }

  const at = ctx.clock.now()
  const registryId = sameOf(rows.map((row) => row.registry_id))
  const repository = registryId === undefined ? undefined : sameOf(rows.map((row) => row.repository))
  const jobId = await transaction(ctx.db, (tx) =>
    enqueue(tx, {
      id: newId('job', at),
      kind: RESTORE_KIND,
      registryId: registryId ?? null,
      input: {
        items: rows.map(({ id }) => id),
        starter: starterOf(ctx),
        ...(registryId !== undefined && { registryId }),
        ...(repository !== undefined && { repository }),
      },
      dedupeKey: null,
      createdBy: ctx.actor.name,
      createdAt: at,
    }),
  )
  return { jobId, total: rows.length }
}

async function openAll(ctx: Context, ids: readonly string[]): Promise<readonly TrashRow[]> {
  const rows: TrashRow[] = []
  for (const id of new Set(ids)) rows.push(await openItem(ctx, id))
  return rows
}

async function ofJob(ctx: Context, jobId: string): Promise<readonly TrashRow[]> {
  const job = await findJob(ctx.db.query, jobId)
  if (job === undefined) throw new NotFoundError()
  await authorizeJob(ctx, 'tag:restore', job)
  const deletionId = deletionIdOf(job)
  if (deletionId === undefined) throw new AppError('conflict', 'This job deleted nothing.')
  const filter = {
    visibility: visibilityOf(ctx.actor),
    deletionId,
    state: 'restorable' as const,
    now: ctx.clock.now(),
  }
  const rows = await listTrashRows(ctx.db.query, { filter, limit: ITEMS_MAX + 1 })
  if (rows.length > ITEMS_MAX) throw new AppError('too-many', `At most ${ITEMS_MAX} at a time.`)
  return rows
}

/** What all of them are alike; undefined where they differ. */
function sameOf(values: readonly string[]): string | undefined {
  return new Set(values).size === 1 ? values[0] : undefined
}
