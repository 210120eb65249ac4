import 'server-only'
import { sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { after, orderBy, type SortOrder } from '@/lib/db/keyset'
import type { DriftFinding, DriftKind } from '../rules/drift'
import type { OnMissing } from '../rules/put-back'
import { isDriftKind, type OpenDrift, type Resolution } from '../rules/settle-drift'

export type LearnedBy = 'notification' | 'sweep' | 'clock' | 'assay'

export interface DriftRow extends OpenDrift {
  readonly lineId: string
  readonly line: string
  readonly registryId: string
  readonly registry: string
  readonly repository: string
  readonly repositoryId: string
  readonly version: string
  readonly digest: string
  readonly detectedAt: number
  readonly learnedBy: string
  readonly resolvedAt: number | null
  readonly resolution: string | null
  readonly onMissing: OnMissing
  /** Attempts to put back what is missing. */
  readonly attempts: number
  readonly attemptAgainAt: number | null
  readonly attemptProblem: string | null
}

export interface DriftFilter {
  readonly visibility: Visibility
  readonly registryId?: string | undefined
  readonly repository?: string | undefined
  readonly lineId?: string | undefined
  readonly versionId?: string | undefined
  readonly kind?: DriftKind | undefined
  readonly state: 'open' | 'resolved' | 'all'
}

function selectDrift(db: Executor) {
  return db
    .selectFrom('golden_drift as drift')
    .innerJoin('golden_line as line', 'line.id', 'drift.line_id')
    .innerJoin('golden_version as version', 'version.id', 'drift.version_id')
    .innerJoin('registry', 'registry.id', 'line.registry_id')
}

const COLUMNS = [
  'drift.id',
  'drift.line_id',
  'line.name as line',
  'line.registry_id',
  'registry.name as registry',
  'line.repository',
  'line.repository_id',
  'drift.version_id',
  'version.name as version',
  'version.digest',
  'drift.kind',
  'drift.subject',
  'drift.expected',
  'drift.found',
  'drift.detected_at',
  'drift.learned_by',
  'drift.resolved_at',
  'drift.resolution',
  'line.on_missing',
  'drift.attempts',
  'drift.attempt_again_at',
  'drift.attempt_problem',
] as const

const selectColumns = (db: Executor) => selectDrift(db).select(COLUMNS)
type Row = Awaited<ReturnType<ReturnType<typeof selectColumns>['execute']>>[number]

function toDrift(row: Row): DriftRow {
  if (!isDriftKind(row.kind)) throw new Error(`There is no drift of kind ${row.kind}.`)
  return {
    id: row.id,
    lineId: row.line_id,
    line: row.line,
    registryId: row.registry_id,
    registry: row.registry,
    repository: row.repository,
    repositoryId: row.repository_id,
    versionId: row.version_id,
    version: row.version,
    digest: row.digest,
    kind: row.kind,
    subject: row.subject,
    expected: row.expected,
    found: row.found,
    detectedAt: row.detected_at,
    learnedBy: row.learned_by,
    resolvedAt: row.resolved_at,
    resolution: row.resolution,
    onMissing: row.on_missing,
    attempts: row.attempts,
    attemptAgainAt: row.attempt_again_at,
    attemptProblem: row.attempt_problem,
  }
}

const OPEN_MAX = 5000
const NEWEST_FIRST: SortOrder = {
  columns: [sql.ref('drift.detected_at'), sql.ref('drift.id')],
  direction: 'desc',
}

export async function findDriftRow(db: Executor, id: string): Promise<DriftRow | undefined> {
  const row = await selectColumns(db).where('drift.id', '=', id).executeTakeFirst()
  return row && toDrift(row)
}

/** What is open of a line. */
export async function listOpenDrift(db: Executor, lineId: string): Promise<readonly DriftRow[]> {
  const rows = await selectColumns(db)
    .where('drift.line_id', '=', lineId)
    .where('drift.resolved_at', 'is', null)
    .orderBy('drift.id')
    .limit(OPEN_MAX)
    .execute()
  return rows.map(toDrift)
}

/** Drift that a filter meets, newest first, at most `limit`. */
export async function listDriftRows(
  db: Executor,
  request: { readonly filter: DriftFilter; readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly DriftRow[]> {
  let query = filtered(db, request.filter).select(COLUMNS)
  if (request.after !== undefined) query = query.where(after(NEWEST_FIRST, request.after))
  const rows = await query.orderBy(orderBy(NEWEST_FIRST)).limit(request.limit).execute()
  return rows.map(toDrift)
}

export async function countDriftRows(db: Executor, filter: DriftFilter): Promise<number> {
  const { total } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

function filtered(db: Executor, filter: DriftFilter) {
  const { visibility, registryId, repository, lineId, versionId, kind, state } = filter
  let query = selectDrift(db).where(
    visibleRepository(visibility, { column: 'line.repository_id', registryId }),
  )
  if (registryId !== undefined) query = query.where('line.registry_id', '=', registryId)
  if (repository !== undefined) query = query.where('line.repository', '=', repository)
  if (lineId !== undefined) query = query.where('drift.line_id', '=', lineId)
  if (versionId !== undefined) query = query.where('drift.version_id', '=', versionId)
  if (kind !== undefined) query = query.where('drift.kind', '=', kind)
  if (state === 'open') {
    return query.where('drift.resolved_at', 'is', null).where('line.archived_at', 'is', null)
  }
  return state === 'resolved' ? query.where('drift.resolved_at', 'is not', null) : query
}

export interface NewDrift extends DriftFinding {
  readonly id: string
  readonly lineId: string
  readonly at: number
  readonly learnedBy: LearnedBy
}

/** Raises drift; false when the same is open already. */
export async function insertDrift(tx: Executor, drift: NewDrift): Promise<boolean> {
  const added = await tx
    .insertInto('golden_drift')
    .values({
      id: drift.id,
      line_id: drift.lineId,
      version_id: drift.versionId,
      kind: drift.kind,
      subject: drift.subject,
      expected: drift.expected,
      found: drift.found,
      detected_at: drift.at,
      learned_by: drift.learnedBy,
      resolved_at: null,
      resolution: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export async function saveFound(tx: Executor, id: string, found: string | null): Promise<void> {
  await tx
    .updateTable('golden_drift')
    .set({ found })
    .where('id', '=', id)
    .where('resolved_at', 'is', null)
    .execute()
}

/** Ends drift; false when it had ended already. */
export async function resolveDrift(
  tx: Executor,
  id: string,
  { resolution, at }: { readonly resolution: Resolution; readonly at: number },
): Promise<boolean> {
  const changed = await tx
    .updateTable('golden_drift')
    .set({ resolved_at: at, resolution })
    .where('id', '=', id)
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Ends what is open of lines that were archived: nothing is held to them any more. How much there was. */
export async function resolveArchived(tx: Executor, at: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('golden_drift')
    .set({ resolved_at: at, resolution: 'no-longer-golden' satisfies Resolution })
    .where('resolved_at', 'is', null)
    .where('line_id', 'in', (from) =>
      from.selectFrom('golden_line').select('id').where('archived_at', 'is not', null),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
