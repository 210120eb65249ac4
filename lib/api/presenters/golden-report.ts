import 'server-only'
import { policyDocument } from '@/lib/core/golden-policy'
import type { Finding } from '@/lib/golden/rules/policy'
import type { ReportDecision, ReportDrift } from '@/lib/golden/rules/report/report'
import { requirementTitle } from '@/lib/golden/rules/requirement-title'
import type { EvidenceRow } from '@/lib/golden/store/evidence'
import type { Dossier } from '@/lib/golden/use-cases/report/get-dossier'
import type { PlacedRow, Report } from '@/lib/golden/use-cases/report/get-report'
import { presentActor } from './golden-channels'

export function presentReport(report: Report) {
  const { at, madeAt, totals, isTruncated, auditHead } = report
  return { at, madeAt, totals, items: report.rows.map(presentReportRow), isTruncated, auditHead }
}

export function presentReportRow(row: PlacedRow) {
  const { version, life, line, mark, nomination, policy } = row
  const file = mark?.caseFile
  const count = (outcome: string) => file?.findings.filter((one) => one.outcome === outcome).length ?? 0
  return {
    registry: line.registry,
    repository: line.repository,
    line: { id: line.id, name: line.name },
    version: { id: version.id, name: version.name, digest: version.digest, tag: version.tag },
    state: row.state,
    since: row.since,
    markedAt: life.markedAt,
    markedBy: mark && presentActor(mark),
    expiresAt: life.expiresAt,
    revokedAt: row.state === 'revoked' ? row.since : null,
    revocation: life.revocation,
    policy: policy && { id: policy.id, name: policy.name, version: policy.version, digest: policy.digest },
    nominatedBy: presentActor(nomination),
    nominatedAt: nomination.at,
    approvals: row.approvals.map((one) => ({ actor: presentActor(one), at: one.at })),
    waivers: (file?.waivers ?? []).map(({ requirementId, reason, grantedBy }) => ({
      requirement: requirementId,
      reason,
      grantedBy: grantedBy ?? '',
    })),
    checks: {
      passed: count('pass'),
      warned: count('warn'),
      waived: file?.findings.filter(({ isWaived }) => isWaived).length ?? 0,
    },
    evidence: (file?.evidence ?? []).map(({ type, payloadDigest }) => ({ type, digest: payloadDigest })),
    channels: [...row.channels],
    lapsedChannels: [...row.lapsedChannels],
    drift: row.drift.map(presentDriftAt),
    mark: mark && presentChained(mark),
  }
}

function presentDriftAt({ kind, subject, expected, found, detectedAt, resolvedAt }: ReportDrift) {
  return { kind, subject, expected, found, since: detectedAt, until: resolvedAt }
}

function presentChained({ audit: { eventId, sequence, hash } }: ReportDecision) {
  return { eventId, sequence, hash }
}

export function presentDossier(dossier: Dossier) {
  const { row, version, decisions } = dossier
  const { policy, mark } = row
  return {
    madeAt: dossier.madeAt,
    row: presentReportRow(row),
    members: dossier.members.map(({ digest, platform, role, isInVault }) => ({
      digest,
      platform,
      role,
      isInVault,
    })),
    policy: policy && {
      id: policy.id,
      name: policy.name,
      version: policy.version,
      digest: policy.digest,
      publishedAt: policy.publishedAt,
      publishedBy: policy.publishedBy,
      reason: policy.reason,
      document: JSON.parse(policy.document),
    },
    findings: version.findings.map(presentFinding),
    evaluatedAt: version.evaluatedAt,
    marked: mark && { at: mark.at, findings: presentCase(mark, policy) },
    evidence: dossier.evidence.map(presentEvidence),
    waivers: dossier.waivers.map(({ requirementId, reason, ...waiver }) => ({
      requirement: requirementId,
      reason,
      expiresAt: waiver.expiresAt,
      requestedBy: waiver.requestedBy,
      requestedAt: waiver.requestedAt,
      grantedBy: waiver.grantedBy,
      grantedAt: waiver.grantedAt,
    })),
    decisions: decisions.map(presentDecision),
    drift: dossier.drift.map((drift) => ({ ...presentDriftAt(drift), resolution: drift.resolution })),
    auditHead: dossier.auditHead && {
      sequence: dossier.auditHead.sequence,
      hash: dossier.auditHead.hash,
    },
  }
}

function presentDecision(decision: ReportDecision) {
  const { id, at, verb, reason, channel, policyDigest, evidenceDigest, audit } = decision
  const actor = presentActor(decision)
  return { id, at, verb, actor, reason, channel, policyDigest, evidenceDigest, audit }
}

function presentFinding({ requirementId, requirement, ...finding }: Finding) {
  const { outcome, detail, observedAt, isStale, isWaived } = finding
  const { ref, level } = requirement
  const title = requirementTitle(requirement)
  return { requirement: requirementId, title, ref, level, outcome, detail, observedAt, isStale, isWaived }
}

/** The document of the policy says which of them blocked. */
function presentCase({ caseFile }: ReportDecision, policy: PlacedRow['policy']) {
  const requirements = policy === null ? [] : policyDocument.parse(JSON.parse(policy.document)).requirements
  const warning = new Set(requirements.flatMap(({ id, level }) => (level === 'warn' ? [id] : [])))
  return (caseFile?.findings ?? []).map(({ requirementId, ...finding }) => ({
    requirement: requirementId,
    title: requirementTitle(finding),
    level: warning.has(requirementId) ? ('warn' as const) : ('block' as const),
    ...finding,
  }))
}

function presentEvidence({ createdAt, ...evidence }: EvidenceRow) {
  return {
    id: evidence.id,
    type: evidence.type,
    producer: evidence.producer,
    producerKind: evidence.producerKind,
    tool: evidence.summary.tool,
    payloadDigest: evidence.payloadDigest,
    mediaType: evidence.mediaType,
    note: evidence.note,
    url: evidence.url,
    observedAt: evidence.observedAt,
    validUntil: evidence.validUntil,
    addedAt: createdAt,
  }
}
