import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { record } from '@/lib/audit/record'
import { findChainEnd } from '@/lib/audit/store/chain'
import { authorizeRegistry } from '@/lib/catalog/authorize-place'
import { transaction } from '@/lib/db/transaction'
import { authorizeLine } from '../../authorize-line'
import { type ReportRow, reportLine, totalsOf } from '../../rules/report/report'
import type { VersionState } from '../../rules/version'
import {
  findPolicies,
  listReportLines,
  loadReportLines,
  type PolicyName,
  type ReportPlace,
} from '../../store/report'

/** A report of more is asked for in parts. */
const ROWS_MAX = 5000

export interface ReportQuery {
  readonly registry?: string | undefined
  readonly repository?: string | undefined
  readonly line?: string | undefined
  readonly state?: VersionState | undefined
  /** Epoch ms; default now. */
  readonly at?: number | undefined
}

export interface PlacedRow extends ReportRow {
  readonly line: ReportPlace
  readonly policy: PolicyName | null
}

export interface Report {
  readonly at: number
  readonly madeAt: number
  readonly rows: readonly PlacedRow[]
  readonly totals: ReturnType<typeof totalsOf>
  readonly isTruncated: boolean
  readonly auditHead: { readonly sequence: number; readonly hash: string } | null
}

/** Which images of what the reader may see are golden, or were at a moment, and why. @throws NotFoundError */
export async function getReport(ctx: Context, query: ReportQuery): Promise<Report> {
  await authorize(ctx, 'line:list')
  const registry =
    query.registry === undefined ? undefined : await authorizeRegistry(ctx, 'registry:read', query.registry)
  if (query.line !== undefined) await authorizeLine(ctx, 'line:read', query.line)

  const madeAt = ctx.clock.now()
  const at = Math.min(query.at ?? madeAt, madeAt)
  const lines = await listReportLines(ctx.db.query, {
    visibility: visibilityOf(ctx.actor),
    registryId: registry?.id,
    repository: query.repository,
    lineId: query.line,
    at,
  })
  const all = await rowsOf(ctx, lines, at)
  const wanted = all.filter(({ state }) => query.state === undefined || state === query.state)
  return {
    at,
    madeAt,
    rows: wanted.slice(0, ROWS_MAX),
    totals: totalsOf(all),
    isTruncated: wanted.length > ROWS_MAX,
    auditHead: (await findChainEnd(ctx.db.query)) ?? null,
  }
}

/** The same to be taken away, which is an event itself. */
export async function exportReport(
  ctx: Context,
  query: ReportQuery & { readonly format: 'csv' | 'json' },
): Promise<Report> {
  const report = await getReport(ctx, query)
  await transaction(ctx.db, (tx) =>
    record(ctx, tx, {
      type: 'golden.report-exported',
      resource: query.registry ?? 'golden',
      facts: { ...query, at: report.at, rows: report.rows.length },
    }),
  )
  return report
}

/** The rows of some lines, those in force first. */
export async function rowsOf(
  ctx: Context,
  lines: readonly ReportPlace[],
  at: number,
): Promise<readonly PlacedRow[]> {
  const loaded = await loadReportLines(
    ctx.db.query,
    lines.map(({ id }) => id),
  )
  const places = new Map(lines.map((line) => [line.id, line]))
  const rows = loaded.flatMap((line) => {
    const place = places.get(line.id)
    return place === undefined ? [] : reportLine(line, at).map((row) => ({ ...row, line: place }))
  })
  const digests = rows.flatMap(({ mark, nomination }) => (mark ?? nomination).policyDigest ?? [])
  const policies = await findPolicies(ctx.db.query, [...new Set(digests)])
  return rows
    .map((row) => ({ ...row, policy: policies.get((row.mark ?? row.nomination).policyDigest ?? '') ?? null }))
    .toSorted(byPlaceAndState)
}

const ORDER: readonly VersionState[] = ['golden', 'superseded', 'expired', 'revoked', 'candidate', 'rejected']

function byPlaceAndState(one: PlacedRow, other: PlacedRow): number {
  return (
    compare(one.line.registry, other.line.registry) ||
    compare(one.line.name, other.line.name) ||
    ORDER.indexOf(one.state) - ORDER.indexOf(other.state) ||
    other.since - one.since
  )
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
