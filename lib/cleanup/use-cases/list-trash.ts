import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { type TrashState, trashState } from '../rules/restore/trash-state'
import { countTrashRows, listTrashRows, type TrashRow } from '../store/list-trash'

export interface ListTrashInput extends PageRequest {
  readonly registry?: string | undefined
  readonly repository?: string | undefined
  readonly tag?: string | undefined
  readonly actor?: string | undefined
  readonly deletion?: string | undefined
  readonly state?: 'restorable' | 'blobs-gone' | 'restored' | undefined
}

export interface TrashItem extends TrashRow {
  readonly state: TrashState
  readonly canRestore: Decision
  readonly canPurge: Decision
}

/** What was deleted and has not expired, newest first, where the reader may see it. @throws NotFoundError */
export async function listTrash(ctx: Context, input: ListTrashInput): Promise<Page<TrashItem>> {
  const registryId = await registryIdOf(ctx, input.registry)

  const now = ctx.clock.now()
  const { repository, tag, actor, deletion: deletionId, state } = input
  const wanted = { registryId, repository, tag, actor, deletionId, state }
  const filter = { ...wanted, visibility: visibilityOf(ctx.actor), now }
  const page = await readPage(ctx, {
    scope: { list: 'trash', ...wanted },
    request: input,
    positionOf: (row: TrashRow) => [row.deleted_at, row.id],
    list: async (after, limit) => ({
      rows: await listTrashRows(ctx.db.query, { filter, limit, after }),
      total: await countTrashRows(ctx.db.query, filter),
    }),
  })
  return { ...page, items: page.items.map((row) => itemOf(ctx, row)) }
}

/** An item with what its reader may do about it. */
export function itemOf(ctx: Context, row: TrashRow): TrashItem {
  const resource = { registryId: row.registry_id, repository: row.repository }
  const facts = {
    restoredAt: row.restored_at,
    problemCode: row.problem_code,
    expiresAt: row.expires_at,
  }
  return {
    ...row,
    state: trashState(facts, ctx.clock.now()),
    canRestore: can(ctx.actor, 'tag:restore', resource),
    canPurge: can(ctx.actor, 'registry:manage', { registryId: row.registry_id }),
  }
}

async function registryIdOf(ctx: Context, registry: string | undefined): Promise<string | undefined> {
  if (registry !== undefined) return (await authorizeRegistry(ctx, 'repository:list', registry)).id
  await authorize(ctx, 'repository:list')
  return undefined
}
