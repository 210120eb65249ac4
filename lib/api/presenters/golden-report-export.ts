import 'server-only'
import type { PlacedRow, Report } from '@/lib/golden/use-cases/report/get-report'
import { type CsvCell, csvOf } from './csv'
import { presentReport } from './golden-report'

const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
const list = (texts: readonly string[]) => texts.join('; ')

/** What each column is, in its order. */
const COLUMNS: readonly (readonly [string, (row: PlacedRow) => CsvCell])[] = [
  ['registry', ({ line }) => line.registry],
  ['repository', ({ line }) => line.repository],
  ['line', ({ line }) => line.name],
  ['version', ({ version }) => version.name],
  ['digest', ({ version }) => version.digest],
  ['tag', ({ version }) => version.tag],
  ['state', ({ state }) => state],
  ['since', ({ since }) => time(since)],
  ['golden_since', ({ life }) => time(life.markedAt)],
  ['expires', ({ life }) => time(life.expiresAt)],
  ['revocation_category', ({ life }) => life.revocation?.category ?? null],
  ['revocation_reason', ({ life }) => life.revocation?.reason ?? null],
  ['policy', ({ policy }) => policy && `${policy.name} ${policy.version}`],
  ['policy_digest', ({ mark, nomination }) => (mark ?? nomination).policyDigest],
  ['evidence_digest', ({ mark, nomination }) => (mark ?? nomination).evidenceDigest],
  ['nominated_by', ({ nomination }) => nomination.actorName],
  ['nominated_at', ({ nomination }) => time(nomination.at)],
  ['approved_by', ({ approvals }) => list(approvals.map(({ actorName }) => actorName))],
  ['approved_at', ({ approvals }) => list(approvals.map(({ at }) => new Date(at).toISOString()))],
  [
    'evidence',
    ({ mark }) =>
      list((mark?.caseFile?.evidence ?? []).map(({ type, payloadDigest }) => `${type} ${payloadDigest}`)),
  ],
  [
    'waivers',
    ({ mark }) =>
      list((mark?.caseFile?.waivers ?? []).map(({ requirementId, reason }) => `${requirementId}: ${reason}`)),
  ],
  ['channels', ({ channels }) => list(channels)],
  ['lapsed_channels', ({ lapsedChannels }) => list(lapsedChannels)],
  ['drift', ({ drift }) => list(drift.map(({ kind, subject }) => `${kind} ${subject}`))],
  ['audit_sequence', ({ mark }) => mark?.audit.sequence ?? null],
  ['audit_hash', ({ mark }) => mark?.audit.hash ?? null],
]

/** The report as a file. */
export function presentReportExport(format: 'csv' | 'json', report: Report) {
  if (format === 'csv')
    return { mediaType: 'text/csv; charset=utf-8', extension: format, text: csvText(report) }
  return { mediaType: 'application/json; charset=utf-8', extension: format, text: jsonText(report) }
}

async function* csvText({ rows }: Report): AsyncGenerator<string> {
  yield csvOf([COLUMNS.map(([name]) => name)])
  yield csvOf(rows.map((row) => COLUMNS.map(([, read]) => read(row))))
}

async function* jsonText(report: Report): AsyncGenerator<string> {
  yield `${JSON.stringify(presentReport(report), null, 2)}\n`
}
