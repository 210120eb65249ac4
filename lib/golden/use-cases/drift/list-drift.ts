import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { authorizeLine } from '../../authorize-line'
import type { DriftKind } from '../../rules/drift'
import { judgePutBack, type PutBackVerdict } from '../../rules/put-back'
import { repairOf } from '../../rules/settle-drift'
import { stateOf, type VersionState } from '../../rules/version'
import { countDriftRows, type DriftFilter, type DriftRow, listDriftRows } from '../../store/drift'
import { listRepairs } from '../../store/repairs'
import { listVersionFacts } from '../../store/versions'

export interface DriftQuery extends PageRequest {
  readonly registry?: string | undefined
  readonly repository?: string | undefined
  readonly line?: string | undefined
  readonly kind?: DriftKind | undefined
  readonly state: DriftFilter['state']
}

export interface ShownDrift {
  readonly row: DriftRow
  readonly state: VersionState
  readonly repairedBy: string | null
  /** Whether Assay puts it back by itself. */
  readonly putBack: PutBackVerdict
  readonly canRepair: Decision
}

/** Where registries are, or were, not as golden versions have them, as far as the reader sees. @throws NotFoundError */
export async function listDrift(ctx: Context, input: DriftQuery): Promise<Page<ShownDrift>> {
  await authorize(ctx, 'line:list')
  const registry =
    input.registry === undefined ? undefined : await authorizeRegistry(ctx, 'registry:read', input.registry)
  if (input.line !== undefined) await authorizeLine(ctx, 'line:read', input.line)

  const { repository, line: lineId, kind, state } = input
  const wanted = { registryId: registry?.id, repository, lineId, kind, state }
  const filter = { ...wanted, visibility: visibilityOf(ctx.actor) }
  const page = await readPage(ctx, {
    scope: { list: 'golden-drift', ...wanted },
    request: input,
    positionOf: (row: DriftRow) => [row.detectedAt, row.id],
    list: async (after, limit) => ({
      rows: await listDriftRows(ctx.db.query, { filter, limit, after }),
      total: await countDriftRows(ctx.db.query, filter),
    }),
  })
  return { ...page, items: await showDrift(ctx, page.items) }
}

/** Findings with the state of their versions and what their reader may do. */
export async function showDrift(ctx: Context, rows: readonly DriftRow[]): Promise<readonly ShownDrift[]> {
  const facts = await listVersionFacts(ctx.db.query, [...new Set(rows.map(({ lineId }) => lineId))])
  const repaired = await listRepairs(
    ctx.db.query,
    rows.filter(({ resolution }) => resolution === 'repaired').map(({ id }) => id),
  )
  const now = ctx.clock.now()
  return rows.map((row) => {
    const siblings = facts.filter(({ lineId }) => lineId === row.lineId)
    const version = siblings.find(({ id }) => id === row.versionId)
    const state = version === undefined ? 'revoked' : stateOf(version, siblings, now)
    return {
      row,
      state,
      putBack: judgePutBack(row, state, now),
      repairedBy: repaired.get(row.id) ?? null,
      canRepair: canRepair(ctx, row),
    }
  })
}

/** Whether the reader may do what repairs this. Some drift takes a decision, which nobody makes here. */
function canRepair(ctx: Context, row: DriftRow): Decision {
  const action = repairAction(row.kind)
  if (row.resolvedAt !== null || action === null) {
    const reason = row.resolvedAt === null ? 'This takes a decision about the version.' : 'It is true again.'
    return { allowed: false, reason, mayKnow: true }
  }
  return can(ctx.actor, action, { registryId: row.registryId, repository: row.repository })
}

/** By what right drift is repaired; null where nothing can be put right by itself. */
export function repairAction(kind: DriftKind) {
  const repair = repairOf(kind)
  if (repair === null) return null
  return repair === 'put-back' ? 'tag:restore' : 'tag:retag'
}
