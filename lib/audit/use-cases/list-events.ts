import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { readableBy } from '../rules/readable'
import type { StoredRow } from '../store/chain'
import { findEventRow, listEventRows } from '../store/events'
import type { EventFilter } from '../store/filter'
import { findRegistryId } from '../store/registry-name'

/** Which events somebody asks for; the registry by its name, or by the id of one that is gone. */
export interface EventQuery extends Omit<EventFilter, 'readable' | 'registryId' | 'until'> {
  readonly registry?: string | undefined
}

/** One page of the log, newest first. There is no total: counting a long log costs more than reading it. */
export async function listEvents(
  ctx: Context,
  { limit, cursor, ...query }: EventQuery & PageRequest,
): Promise<Omit<Page<StoredRow>, 'total'>> {
  await authorize(ctx, 'audit:read')

  const filter = await filterOf(ctx, query)
  return readPage(ctx, {
    // Without the range of time: one that ends now begins a little later with each page.
    scope: { list: 'audit', ...query, from: undefined, to: undefined },
    request: { limit, cursor },
    positionOf: (row: StoredRow) => [row.at, row.sequence],
    list: async (position, rowsMax) => ({
      rows: await listEventRows(ctx.db.query, { filter, direction: 'desc', position, limit: rowsMax }),
      total: 0,
    }),
  })
}

/** One event. @throws NotFoundError for one that is not there or not the actor's to read */
export async function getEvent(ctx: Context, id: string): Promise<StoredRow> {
  await authorize(ctx, 'audit:read')

  const row = await findEventRow(ctx.db.query, { id, filter: { readable: readableBy(ctx.actor) } })
  if (row === undefined) throw new NotFoundError()
  return row
}

/** The filter of a query: what is asked for, within what the actor may read. */
export async function filterOf(ctx: Context, { registry, ...query }: EventQuery): Promise<EventFilter> {
  const registryId = registry && ((await findRegistryId(ctx.db.query, registry)) ?? registry)
  return { ...query, readable: readableBy(ctx.actor), registryId }
}
