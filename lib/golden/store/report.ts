import 'server-only'
import { z } from 'zod'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import { parseDigest } from '@/lib/oci/digest'
import type { CaseFile, ReportDecision, ReportDrift, ReportLine } from '../rules/report/report'
import { decidedOf, selectDecisions } from './select-decisions'

const PER_QUERY = 200
const LINES_MAX = 2000

export interface ReportFilter {
  readonly visibility: Visibility
  readonly registryId?: string | undefined
  readonly repository?: string | undefined
  readonly lineId?: string | undefined
  /** Lines archived before are left out. */
  readonly at: number
}

export interface ReportPlace {
  readonly id: string
  readonly name: string
  readonly registry: string
  readonly repository: string
}

/** The lines that were in use at a moment, by registry and name. */
export async function listReportLines(db: Executor, filter: ReportFilter): Promise<readonly ReportPlace[]> {
  const { visibility, registryId, repository, lineId, at } = filter
  let query = db
    .selectFrom('golden_line as line')
    .innerJoin('registry', 'registry.id', 'line.registry_id')
    .select(['line.id', 'line.name', 'registry.name as registry', 'line.repository'])
    .where(visibleRepository(visibility, { column: 'line.repository_id', registryId }))
    .where((is) => is.or([is('line.archived_at', 'is', null), is('line.archived_at', '>', at)]))
  if (registryId !== undefined) query = query.where('line.registry_id', '=', registryId)
  if (repository !== undefined) query = query.where('line.repository', '=', repository)
  if (lineId !== undefined) query = query.where('line.id', '=', lineId)
  return query.orderBy('registry.name').orderBy('line.name').limit(LINES_MAX).execute()
}

/** Everything about some lines that a report is made of. */
export async function loadReportLines(
  db: Executor,
  lineIds: readonly string[],
): Promise<readonly ReportLine[]> {
  const lines: ReportLine[] = []
  for (let start = 0; start < lineIds.length; start += PER_QUERY) {
    const some = lineIds.slice(start, start + PER_QUERY)
    const versions = await listReportVersions(db, some)
    const decisions = await listReportDecisions(db, some)
    const drift = await listReportDrift(db, some)
    lines.push(
      ...some.map((id) => ({
        id,
        versions: versions.filter(({ lineId }) => lineId === id),
        decisions: decisions.filter(({ lineId }) => lineId === id),
        drift: drift.filter(({ lineId }) => lineId === id),
      })),
    )
  }
  return lines
}

async function listReportVersions(db: Executor, lineIds: readonly string[]) {
  const rows = await db
    .selectFrom('golden_version')
    .select(['id', 'line_id', 'name', 'digest', 'tag'])
    .where('line_id', 'in', lineIds)
    .orderBy('id')
    .execute()
  return rows.map(({ id, line_id, name, digest, tag }) => ({
    id,
    lineId: line_id,
    name,
    digest: parseDigest(digest),
    tag,
  }))
}

const caseFile = z.object({
  findings: z.array(
    z.object({
      requirementId: z.string(),
      ref: z.string(),
      outcome: z.enum(['pass', 'fail', 'warn', 'unknown', 'not-applicable']),
      detail: z.string(),
      observedAt: z.number().nullable(),
      isStale: z.boolean(),
      isWaived: z.boolean(),
    }),
  ),
  evidence: z.array(z.object({ type: z.string(), payloadDigest: z.string() })),
  waivers: z.array(
    z.object({ requirementId: z.string(), reason: z.string(), grantedBy: z.string().nullable() }),
  ),
}) satisfies z.ZodType<CaseFile>

const facts = z.object({
  expiresAt: z.number().nullable().optional(),
  revokeAt: z.number().nullable().optional(),
  category: z.string().nullable().optional(),
})

async function listReportDecisions(
  db: Executor,
  lineIds: readonly string[],
): Promise<readonly (ReportDecision & { readonly lineId: string })[]> {
  const rows = await selectDecisions(db)
    .select(['decision.line_id', 'decision.audit_event_id', 'audit_event.prev_hash as audit_prev_hash'])
    .where('decision.line_id', 'in', lineIds)
    .execute()
  return rows.map((row) => {
    const document: unknown = JSON.parse(row.facts)
    return {
      ...facts.parse(document),
      caseFile: caseFile.safeParse(document).data ?? null,
      ...decidedOf(row),
      lineId: row.line_id,
      policyDigest: row.policy_digest,
      evidenceDigest: row.evidence_digest,
      audit: {
        eventId: row.audit_event_id,
        sequence: row.audit_sequence,
        hash: row.audit_hash,
        prevHash: row.audit_prev_hash,
      },
    }
  })
}

async function listReportDrift(
  db: Executor,
  lineIds: readonly string[],
): Promise<readonly (ReportDrift & { readonly lineId: string })[]> {
  const rows = await db
    .selectFrom('golden_drift')
    .select([
      'line_id',
      'version_id',
      'kind',
      'subject',
      'expected',
      'found',
      'detected_at',
      'resolved_at',
      'resolution',
    ])
    .where('line_id', 'in', lineIds)
    .orderBy('detected_at')
    .execute()
  return rows.map((row) => ({
    lineId: row.line_id,
    versionId: row.version_id,
    kind: row.kind,
    subject: row.subject,
    expected: row.expected,
    found: row.found,
    detectedAt: row.detected_at,
    resolvedAt: row.resolved_at,
    resolution: row.resolution,
  }))
}

export interface PolicyName {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly digest: string
  readonly publishedAt: number
  readonly publishedBy: string
  readonly reason: string
  /** JSON. */
  readonly document: string
}

/** What policies digests are of. One document published twice is named by the first. */
export async function findPolicies(
  db: Executor,
  digests: readonly string[],
): Promise<ReadonlyMap<string, PolicyName>> {
  const found = new Map<string, PolicyName>()
  for (let start = 0; start < digests.length; start += PER_QUERY) {
    const rows = await db
      .selectFrom('golden_policy_version as version')
      .innerJoin('golden_policy as policy', 'policy.id', 'version.policy_id')
      .select([
        'policy.id',
        'policy.name',
        'version.version',
        'version.digest',
        'version.published_at',
        'version.published_by',
        'version.reason',
        'version.document',
      ])
      .where('version.digest', 'in', digests.slice(start, start + PER_QUERY))
      .orderBy('version.published_at', 'desc')
      .execute()
    for (const { published_at, published_by, ...row } of rows) {
      found.set(row.digest, { ...row, publishedAt: published_at, publishedBy: published_by })
    }
  }
  return found
}
