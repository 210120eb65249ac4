import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Database, Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { containsText } from '@/lib/db/dialects/features'
import type { OnMissing } from '../rules/put-back'

export interface LineRow {
  readonly id: string
  readonly registryId: string
  readonly registry: string
  readonly repositoryId: string
  readonly repository: string
  readonly name: string
  readonly description: string
  readonly tagPattern: string | null
  readonly policyId: string
  readonly policyName: string
  /** The newest of its policy. */
  readonly policyVersion: number
  readonly hasPins: boolean
  readonly onMissing: OnMissing
  readonly isPublished: boolean
  readonly revision: number
  readonly createdAt: number
  readonly createdBy: string
  readonly archivedAt: number | null
}

function selectLines(db: Executor) {
  return db
    .selectFrom('golden_line as line')
    .innerJoin('registry', 'registry.id', 'line.registry_id')
    .innerJoin('golden_policy as policy', 'policy.id', 'line.policy_id')
    .select([
      'line.id',
      'line.registry_id',
      'registry.name as registry',
      'line.repository_id',
      'line.repository',
      'line.name',
      'line.description',
      'line.tag_pattern',
      'line.policy_id',
      'policy.name as policy_name',
      'policy.latest_version as policy_version',
      'line.has_pins',
      'line.on_missing',
      'line.is_published',
      'line.revision',
      'line.created_at',
      'line.created_by',
      'line.archived_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectLines>['execute']>>[number]

function toLine(row: Row): LineRow {
  return {
    id: row.id,
    registryId: row.registry_id,
    registry: row.registry,
    repositoryId: row.repository_id,
    repository: row.repository,
    name: row.name,
    description: row.description,
    tagPattern: row.tag_pattern,
    policyId: row.policy_id,
    policyName: row.policy_name,
    policyVersion: row.policy_version,
    hasPins: row.has_pins === 1,
    onMissing: row.on_missing,
    isPublished: row.is_published === 1,
    revision: row.revision,
    createdAt: row.created_at,
    createdBy: row.created_by,
    archivedAt: row.archived_at,
  }
}

export async function findLine(db: Executor, id: string): Promise<LineRow | undefined> {
  const row = await selectLines(db).where('line.id', '=', id).executeTakeFirst()
  return row && toLine(row)
}

export interface LineFilter {
  readonly visibility: Visibility
  readonly registry?: string | undefined
  readonly repository?: string | undefined
  readonly q?: string | undefined
  readonly isArchived: boolean
}

function condition(db: Database, filter: LineFilter): RawBuilder<boolean> {
  const parts = [
    visibleRepository(filter.visibility, { column: 'line.repository_id' }),
    filter.isArchived ? sql<boolean>`line.archived_at is not null` : sql<boolean>`line.archived_at is null`,
  ]
  if (filter.registry !== undefined) parts.push(sql<boolean>`registry.name = ${filter.registry}`)
  if (filter.repository !== undefined) parts.push(sql<boolean>`line.repository = ${filter.repository}`)
  if (filter.q) parts.push(containsText(db.dialect, sql.ref('line.name'), filter.q))
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** Lines by name, behind a position of (name, id). */
export async function listLineRows(
  db: Database,
  {
    filter,
    limit,
    after,
  }: { readonly filter: LineFilter; readonly limit: number; readonly after: Position | undefined },
): Promise<readonly LineRow[]> {
  const rows = await selectLines(db.query)
    .where(condition(db, filter))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(line.name, line.id) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('line.name')
    .orderBy('line.id')
    .limit(limit)
    .execute()
  return rows.map(toLine)
}

export async function countLines(db: Database, filter: LineFilter): Promise<number> {
  const { total } = await db.query
    .selectFrom('golden_line as line')
    .innerJoin('registry', 'registry.id', 'line.registry_id')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(condition(db, filter))
    .executeTakeFirstOrThrow()
  return total
}

/** Lines of a repository that are in use; at most 1,000. */
export async function listLinesOfRepository(db: Executor, repositoryId: string): Promise<readonly LineRow[]> {
  const rows = await selectLines(db)
    .where('line.repository_id', '=', repositoryId)
    .where('line.archived_at', 'is', null)
    .orderBy('line.name')
    .limit(1000)
    .execute()
  return rows.map(toLine)
}

/** Whether another line of a registry has a name. */
export async function isLineNameTaken(
  db: Executor,
  line: { readonly registryId: string; readonly name: string; readonly except: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('golden_line')
    .select('id')
    .where('registry_id', '=', line.registryId)
    .where('name', '=', line.name)
    .where('id', '<>', line.except)
    .executeTakeFirst()
  return row !== undefined
}

export type NewLine = Pick<
  LineRow,
  | 'id'
  | 'registryId'
  | 'repositoryId'
  | 'repository'
  | 'name'
  | 'description'
  | 'tagPattern'
  | 'policyId'
  | 'hasPins'
  | 'onMissing'
  | 'isPublished'
  | 'createdAt'
  | 'createdBy'
>

export async function insertLine(tx: Executor, line: NewLine): Promise<void> {
  await tx
    .insertInto('golden_line')
    .values({
      id: line.id,
      registry_id: line.registryId,
      repository_id: line.repositoryId,
      repository: line.repository,
      name: line.name,
      description: line.description,
      tag_pattern: line.tagPattern,
      policy_id: line.policyId,
      has_pins: line.hasPins ? 1 : 0,
      on_missing: line.onMissing,
      is_published: line.isPublished ? 1 : 0,
      revision: 1,
      created_at: line.createdAt,
      created_by: line.createdBy,
      archived_at: null,
    })
    .execute()
}

export type LineChange = Pick<
  LineRow,
  'name' | 'description' | 'tagPattern' | 'policyId' | 'hasPins' | 'onMissing' | 'isPublished' | 'archivedAt'
>

/** Changes a line that is still at a revision; false when somebody else was first. */
export async function updateLineRow(
  tx: Executor,
  { id, revision }: { readonly id: string; readonly revision: number },
  change: LineChange,
): Promise<boolean> {
  const changed = await tx
    .updateTable('golden_line')
    .set({
      name: change.name,
      description: change.description,
      tag_pattern: change.tagPattern,
      policy_id: change.policyId,
      has_pins: change.hasPins ? 1 : 0,
      on_missing: change.onMissing,
      is_published: change.isPublished ? 1 : 0,
      archived_at: change.archivedAt,
      revision: revision + 1,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** How many findings of drift of each line are open. */
export async function countOpenDrift(
  db: Executor,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (lineIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('golden_drift')
    .select(['line_id', (eb) => eb.fn.countAll<number>().as('total')])
    .where('line_id', 'in', [...lineIds])
    .where('resolved_at', 'is', null)
    .groupBy('line_id')
    .execute()
  return new Map(rows.map(({ line_id, total }) => [line_id, Number(total)]))
}
