import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { NotFoundError } from '@/lib/core/errors'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { type JobState, STATUSES_OF } from '../rules/states'
import { countJobs, findRegistryId, listJobRows, type NamedJobRow } from '../store/jobs'
import { type ShownJob, withPace } from './shown-job'

export interface ListJobsInput extends PageRequest {
  /** Only work about this registry, by its name. */
  readonly registry?: string | undefined
  readonly kind?: string | undefined
  readonly state?: JobState | undefined
}

/** One page of background work, newest first. */
export async function listJobs(ctx: Context, input: ListJobsInput): Promise<Page<ShownJob>> {
  await authorize(ctx, 'job:list')

  const registryId = await registryIdOf(ctx, input.registry)
  const { kind, state } = input
  const statuses = state === undefined ? undefined : STATUSES_OF[state]
  const filter = { registryId, kind, statuses, visibility: visibilityOf(ctx.actor) }
  const page = await readPage(ctx, {
    scope: { list: 'jobs', registryId, kind, state },
    request: input,
    positionOf: (row: NamedJobRow) => [row.created_at, row.id],
    list: async (after, limit) => ({
      rows: await listJobRows(ctx.db.query, { filter, limit, after }),
      total: await countJobs(ctx.db.query, filter),
    }),
  })

  return { ...page, items: await withPace(ctx, page.items) }
}

async function registryIdOf(ctx: Context, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined
  const id = await findRegistryId(ctx.db.query, name)
  if (id === undefined) throw new NotFoundError()
  await authorize(ctx, 'job:list', { registryId: id })
  return id
}
