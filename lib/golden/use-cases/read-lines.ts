import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { authorizeLine } from '../authorize-line'
import { type ShownLine, showLines } from '../shown/shown-line'
import { type ShownVersion, showVersions } from '../shown/shown-version'
import type { LineRow } from '../store/lines'
import { countVersions, listVersionRows, type VersionRow } from '../store/versions'
import { type LineQuery, listLines } from './lines'

/** The lines of what the actor may see, by name, with what is in force in them. */
export async function listShownLines(ctx: Context, input: LineQuery): Promise<Page<ShownLine>> {
  const page = await listLines(ctx, input)
  return { ...page, items: await showLines(ctx.db.query, page.items, ctx.clock.now()) }
}

/** A line as it is shown. */
export async function showLine(ctx: Context, line: LineRow): Promise<ShownLine> {
  const [shown] = await showLines(ctx.db.query, [line], ctx.clock.now())
  if (shown === undefined) throw new Error('A line that is there is not shown.')
  return shown
}

/** The versions of a line, the last nominated first. */
export async function listVersions(
  ctx: Context,
  input: PageRequest & { readonly line: string },
): Promise<Page<ShownVersion>> {
  const line = await authorizeLine(ctx, 'line:read', input.line)

  const page = await readPage(ctx, {
    scope: { list: 'golden-versions', line: line.id },
    request: input,
    positionOf: (row: VersionRow) => [row.nominatedAt, row.id],
    list: async (after, limit) => ({
      rows: await listVersionRows(ctx.db.query, { lineId: line.id, limit, after }),
      total: await countVersions(ctx.db.query, line.id),
    }),
  })
  const places = page.items.map((version) => ({ line, version }))
  return { ...page, items: await showVersions(ctx.db.query, places, ctx.clock.now()) }
}
