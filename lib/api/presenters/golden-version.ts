import 'server-only'
import type { VersionComparison } from '@/lib/golden/shown/compare-version'
import type { ShownVersion } from '@/lib/golden/shown/shown-version'
import type { ShownDecision, ShownWaiver, VersionDetail } from '@/lib/golden/use-cases/get-version'
import type { InboxItem } from '@/lib/golden/use-cases/list-inbox'
import { presentAllowed } from './allowed'
import { presentEvidence, presentFinding } from './golden-findings'

export function presentVersion(shown: ShownVersion) {
  const { line, version } = shown
  return {
    id: version.id,
    line: { id: line.id, name: line.name },
    registry: line.registry,
    repository: line.repository,
    name: version.name,
    digest: version.digest,
    mediaType: version.mediaType,
    tag: version.tag,
    state: shown.state,
    isExpiring: shown.isExpiring,
    waitsFor: shown.waitsFor,
    nominatedBy: version.nominatedBy,
    nominatedHow: version.nominatedHow,
    nominatedAt: version.nominatedAt,
    markedAt: version.markedAt,
    expiresAt: version.expiresAt,
    supersededAt: shown.supersededAt,
    upgradeBy: shown.upgradeBy,
    revokeAt: version.revokeAt,
    revocation:
      version.revocationCategory === null
        ? null
        : { category: version.revocationCategory, reason: version.revocationReason ?? '' },
    policyVersion: version.policyVersion,
    evaluatedAt: version.evaluatedAt,
    tally: shown.tally,
    approvals: shown.approvals,
    approvalsNeeded: version.approvalsNeeded,
    revision: version.revision,
  }
}

export function presentVersionDetail(detail: VersionDetail, now: number) {
  const { line, version, document, may, pending } = detail
  return {
    ...presentVersion(detail),
    policy: {
      id: line.policyId,
      name: line.policyName,
      latestVersion: line.policyVersion,
      approverGroups: [...document.approverGroups],
      waiverDaysMax: document.waiverDaysMax,
      validityDays: document.validityDays,
    },
    members: detail.members.map(({ digest, platform, role }) => ({ digest, platform, role })),
    tags: [...detail.tags],
    pushers: [...detail.pushers],
    findings: version.findings.map(presentFinding),
    evidence: detail.evidence.map((evidence) => presentEvidence(evidence, now)),
    approvalsGiven: detail.approvalsGiven.map(({ userId, name, at }) => ({ userId, name, at })),
    waivers: detail.waivers.map(presentWaiver),
    blockers: [...detail.blockers],
    basis: { ...detail.basis },
    comparison: detail.comparison === null ? null : presentComparison(detail.comparison),
    pending: { restore: presentAsked(pending.restore), extend: presentAsked(pending.extend) },
    decisions: detail.decisions.toReversed().map(presentDecision),
    channels: detail.channels.map(({ name, tag, isProduction }) => ({ name, tag, isProduction })),
    drift: detail.drift.map(({ id, kind, subject, expected, found, detectedAt }) => ({
      id,
      kind,
      subject,
      expected,
      found,
      detectedAt,
    })),
    can: {
      approve: presentAllowed(may.approve),
      reject: presentAllowed(may.reject),
      withdraw: presentAllowed(may.withdraw),
      mark: presentAllowed(may.mark),
      addEvidence: presentAllowed(may.addEvidence),
      requestWaiver: presentAllowed(may.requestWaiver),
      revoke: presentAllowed(may.revoke),
      cancelRevocation: presentAllowed(may.cancelRevocation),
      restore: presentAllowed(may.restore),
      extend: presentAllowed(may.extend),
      promote: presentAllowed(may.promote),
      promoteToProduction: presentAllowed(may.promoteToProduction),
    },
  }
}

function presentComparison({
  with: other,
  totalBytes,
  platforms,
  layers,
  config,
  findings,
}: VersionComparison) {
  return {
    with: { ...other },
    totalBytes: { ...totalBytes },
    platforms: { added: [...platforms.added], removed: [...platforms.removed] },
    layers: { shared: layers.shared, added: [...layers.added], removed: [...layers.removed] },
    config: config === null ? null : [...config],
    findings: [...findings],
  }
}

function presentWaiver(waiver: ShownWaiver) {
  return {
    id: waiver.id,
    requirementId: waiver.requirementId,
    reason: waiver.reason,
    expiresAt: waiver.expiresAt,
    requestedBy: waiver.requestedBy,
    requestedAt: waiver.requestedAt,
    grantedBy: waiver.grantedBy,
    grantedAt: waiver.grantedAt,
    isInForce: waiver.isInForce,
    can: { grant: presentAllowed(waiver.mayGrant) },
  }
}

function presentAsked(asked: { actorName: string; at: number; reason: string | null } | null) {
  return asked === null ? null : { by: asked.actorName, at: asked.at, reason: asked.reason ?? '' }
}

function presentDecision(decision: ShownDecision) {
  return {
    id: decision.id,
    verb: decision.verb,
    versionId: decision.versionId,
    channel: decision.channel,
    actorKind: decision.actorKind,
    actorName: decision.actorName,
    reason: decision.reason,
    at: decision.at,
    isVoid: decision.isVoid,
    auditSequence: decision.auditSequence,
    auditHash: decision.auditHash,
  }
}

export function presentInbox(items: readonly InboxItem[]) {
  return {
    items: items.map(({ kind, version, since, says }) => ({
      kind,
      version: presentVersion(version),
      since,
      says,
    })),
    nextCursor: null,
    total: items.length,
  }
}
