import 'server-only'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { countDangling, type DanglingRow, danglingPosition, listDanglingRows } from '../store/dangling'

export interface ListDanglingInput extends PageRequest {
  readonly registry: string
  /** Of one repository alone. */
  readonly repository?: string | undefined
}

export interface ShownDangling extends DanglingRow {
  readonly canRemove: Decision
}

/** What nothing in a registry needs, as last looked for, what frees most first. @throws NotFoundError */
export async function listDangling(ctx: Context, input: ListDanglingInput): Promise<Page<ShownDangling>> {
  const { id: registryId } = await authorizeRegistry(ctx, 'repository:list', input.registry)

  const { repository } = input
  const filter = { registryId, repository, visibility: visibilityOf(ctx.actor) }
  const page = await readPage(ctx, {
    scope: { list: 'dangling', registry: registryId, repository },
    request: input,
    positionOf: danglingPosition,
    list: async (after, limit) => ({
      rows: await listDanglingRows(ctx.db.query, filter, { after, limit }),
      total: await countDangling(ctx.db.query, filter),
    }),
  })
  const decide = (row: DanglingRow) =>
    can(ctx.actor, 'tag:delete', { registryId, repository: row.repository })
  return { ...page, items: page.items.map((row) => ({ ...row, canRemove: decide(row) })) }
}
