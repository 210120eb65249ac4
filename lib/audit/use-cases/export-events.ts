import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { transaction } from '@/lib/db/transaction'
import { record } from '../record'
import { findChainEnd, type StoredRow } from '../store/chain'
import { listEventRows } from '../store/events'
import type { EventFilter } from '../store/filter'
import { type EventQuery, filterOf } from './list-events'

const ROWS_AT_ONCE = 500

/**
 * Every event a query names, oldest first, a few hundred at a time: a log of any length takes no more memory
 * than a short one. Events of after the call are left out. That somebody took a copy is an event itself.
 */
export async function exportEvents(
  ctx: Context,
  query: EventQuery & { readonly format: string },
): Promise<AsyncIterable<readonly StoredRow[]>> {
  await authorize(ctx, 'audit:export')

  const { format, ...asked } = query
  const filter = await filterOf(ctx, asked)
  const until = (await findChainEnd(ctx.db.query))?.sequence
  await transaction(ctx.db, (tx) =>
    record(ctx, tx, {
      type: 'audit.exported',
      resource: asked.registry ?? 'audit',
      ...(filter.registryId !== undefined && { registryId: filter.registryId, repository: asked.repository }),
      facts: { format, ...asked },
    }),
  )
  return readAll(ctx, { ...filter, until })
}

async function* readAll(ctx: Context, filter: EventFilter): AsyncGenerator<readonly StoredRow[]> {
  let last: StoredRow | undefined
  for (;;) {
    ctx.signal.throwIfAborted()
    const position = last && [last.at, last.sequence]
    const list = { filter, direction: 'asc', position, limit: ROWS_AT_ONCE } as const
    const rows = await listEventRows(ctx.db.query, list)
    if (rows.length > 0) yield rows
    if (rows.length < ROWS_AT_ONCE) return
    last = rows.at(-1)
    await yieldToOthers()
  }
}
