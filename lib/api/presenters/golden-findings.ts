import 'server-only'
import { findItem } from '@/lib/golden/rules/catalogue'
import type { CheckResult } from '@/lib/golden/rules/checks/check'
import { judgeEvidence } from '@/lib/golden/rules/evidence/judge'
import type { Finding } from '@/lib/golden/rules/policy'
import type { EvidenceRow } from '@/lib/golden/store/evidence'

/** What a requirement asks and what is known of it. */
export function presentFinding(finding: Finding) {
  const { requirement } = finding
  return {
    requirementId: finding.requirementId,
    kind: requirement.kind,
    ref: requirement.ref,
    ...explained(requirement.ref),
    level: requirement.level,
    outcome: finding.outcome,
    detail: finding.detail,
    observedAt: finding.observedAt,
    isStale: finding.isStale,
    isWaived: finding.isWaived,
    isWaivable: requirement.isWaivable,
    isBlocking: finding.isBlocking,
  }
}

/** What a check says of an image, where no policy asks. */
export function presentCheck({ ref, outcome, detail }: CheckResult & { readonly ref: string }) {
  return {
    requirementId: findItem(ref)?.name ?? ref,
    kind: 'check' as const,
    ref,
    ...explained(ref),
    level: null,
    outcome,
    detail,
    observedAt: null,
    isStale: false,
    isWaived: false,
    isWaivable: false,
    isBlocking: false,
  }
}

/** An item of a policy's own is its text. */
function explained(ref: string) {
  const item = findItem(ref)
  if (item === undefined) {
    return {
      title: ref,
      explanation: 'The policy asks somebody to confirm this.',
      remedy: 'Sign it off on the page of the version.',
      sources: [],
      severity: null,
    }
  }
  const { title, explanation, remedy, sources, severity } = item
  return { title, explanation, remedy, sources: [...sources], severity }
}

export function presentEvidence(evidence: EvidenceRow, now: number) {
  const { summary } = evidence
  const params = findItem(evidence.type)?.defaults ?? {}
  const { outcome, detail } = judgeEvidence({ summary, params, suppressed: new Set(), now })
  return {
    id: evidence.id,
    digest: evidence.digest,
    type: evidence.type,
    title: findItem(evidence.type)?.title ?? evidence.type,
    format: summary.format,
    producerKind: evidence.producerKind,
    producer: evidence.producer,
    tool: summary.tool,
    says: detail,
    outcome,
    payloadDigest: evidence.payloadDigest,
    mediaType: evidence.mediaType,
    note: evidence.note,
    url: evidence.url,
    observedAt: evidence.observedAt,
    validUntil: evidence.validUntil,
    createdAt: evidence.createdAt,
  }
}
