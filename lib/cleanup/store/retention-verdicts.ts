import 'server-only'
import { type Insertable, sql } from 'kysely'
import type { Database, Executor } from '@/lib/db/connection'
import type { Position } from '@/lib/db/cursor'
import { containsText } from '@/lib/db/dialects/features'
import { insertRows } from '@/lib/db/insert-rows'
import type { RetentionVerdictTable } from '@/lib/db/schema'

export type VerdictInsert = Insertable<RetentionVerdictTable>

export interface VerdictRow {
  readonly position: number
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
  readonly fate: 'keep' | 'delete'
  readonly because: string
  readonly rule: string | null
  readonly age_at: number | null
  readonly size: number | null
  readonly is_changed: number
}

export interface VerdictFilter {
  readonly runId: string
  readonly fate?: 'keep' | 'delete' | undefined
  /** A rule by its name; '' for what no rule speaks of. */
  readonly rule?: string | undefined
  readonly repository?: string | undefined
  /** Part of a tag. */
  readonly q?: string | undefined
  readonly changed?: boolean | undefined
}

export async function saveVerdicts(tx: Executor, rows: readonly VerdictInsert[]): Promise<void> {
  if (rows.length > 0) await insertRows(tx, 'retention_verdict', { rows, conflict: ['run_id', 'position'] })
}

/** One stretch of verdicts, what goes first. */
export async function listVerdictRows(
  db: Database,
  request: { readonly filter: VerdictFilter; readonly limit: number; readonly after?: Position | undefined },
): Promise<readonly VerdictRow[]> {
  let query = matching(db, request.filter).select([
    'position',
    'repository',
    'tag',
    'digest',
    'fate',
    'because',
    'rule',
    'age_at',
    'size',
    'is_changed',
  ])
  const from = request.after?.[0]
  if (typeof from === 'number') query = query.where('position', '>', from)
  return query.orderBy('position').limit(request.limit).execute()
}

export async function countVerdicts(db: Database, filter: VerdictFilter): Promise<number> {
  const row = await matching(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst()
  return row?.total ?? 0
}

function matching(db: Database, { runId, fate, rule, repository, q, changed }: VerdictFilter) {
  let query = db.query.selectFrom('retention_verdict').where('run_id', '=', runId)
  if (fate !== undefined) query = query.where('fate', '=', fate)
  if (rule === '') query = query.where('rule', 'is', null)
  else if (rule !== undefined) query = query.where('rule', '=', rule)
  if (repository !== undefined) query = query.where('repository', '=', repository)
  if (q !== undefined && q !== '') query = query.where(containsText(db.dialect, sql.ref('tag'), q))
  if (changed === true) query = query.where('is_changed', '=', 1)
  return query
}

/** The newest simulation or run of a policy before one, whose verdicts are still kept. */
export async function findEarlierVerdicts(
  db: Executor,
  { policyId, before }: { readonly policyId: string; readonly before: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('retention_run')
    .select('id')
    .where('policy_id', '=', policyId)
    .where('has_verdicts', '=', 1)
    .where('id', '<>', before)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** What a verdict is of, by name: a tag, or the digest of what has none. */
export function verdictKey(of: Pick<VerdictInsert, 'repository' | 'tag' | 'digest'>): string {
  return of.tag === '' ? `${of.repository}@${of.digest}` : `${of.repository}:${of.tag}`
}

/** What an earlier one would have deleted, by `verdictKey`. */
export async function readDeleted(db: Executor, runId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('retention_verdict')
    .select(['repository', 'tag', 'digest'])
    .where('run_id', '=', runId)
    .where('fate', '=', 'delete')
    .execute()
  return new Set(rows.map(verdictKey))
}

/** Drops the verdicts of a policy but those of its last simulation and its last run. */
export async function dropOldVerdicts(tx: Executor, policyId: string): Promise<void> {
  const rows = await tx
    .selectFrom('retention_run')
    .select(['id', 'kind'])
    .where('policy_id', '=', policyId)
    .where('has_verdicts', '=', 1)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const kept = new Set([
    rows.find(({ kind }) => kind === 'simulation')?.id,
    rows.find(({ kind }) => kind === 'run')?.id,
  ])
  const gone = rows.map(({ id }) => id).filter((id) => !kept.has(id))
  if (gone.length === 0) return
  await tx.deleteFrom('retention_verdict').where('run_id', 'in', gone).execute()
  await tx.updateTable('retention_run').set({ has_verdicts: 0 }).where('id', 'in', gone).execute()
}

/** Begins a run's verdicts anew, after a try that did not come to its end. */
export async function clearVerdicts(db: Executor, runId: string): Promise<void> {
  await db.deleteFrom('retention_verdict').where('run_id', '=', runId).execute()
}
