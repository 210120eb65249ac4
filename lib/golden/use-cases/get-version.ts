import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Decision } from '@/lib/access/rules/can'
import { NotFoundError } from '@/lib/core/errors'
import { approvalFacts } from '../approver'
import { authorizeVersion, type VersionPlace } from '../authorize-line'
import { actFacts } from '../decide'
import { type Basis, validApprovals } from '../rules/approval'
import type { PolicyDocument } from '../rules/policy'
import { blockersOf } from '../rules/readiness'
import { openRequest } from '../rules/verbs'
import { compareWithCurrent, type VersionComparison } from '../shown/compare-version'
import { type MayDecide, mayDecide, mayGrant } from '../shown/may-decide'
import { type ShownVersion, showVersions } from '../shown/shown-version'
import { type ChannelRow, listChannelRows } from '../store/channels'
import { approvalsAmong, type DecisionRow, listDecisions, type NamedApproval } from '../store/decisions'
import { type DriftRow, listOpenDrift } from '../store/drift'
import { type EvidenceRow, listEvidenceRows } from '../store/evidence'
import { listMembers } from '../store/members'
import { findPolicyByDigest } from '../store/policies'
import { listTagFacts } from '../store/subject'
import type { Member } from '../store/versions'
import { listWaivers, type WaiverRow } from '../store/waivers'

export interface ShownDecision extends DecisionRow {
  readonly isVoid: boolean
}

export interface ShownWaiver extends WaiverRow {
  readonly isInForce: boolean
  readonly mayGrant: Decision
}

export interface VersionDetail extends ShownVersion {
  readonly document: PolicyDocument
  readonly members: readonly Member[]
  readonly tags: readonly string[]
  readonly pushers: readonly string[]
  readonly evidence: readonly EvidenceRow[]
  readonly approvalsGiven: readonly NamedApproval[]
  readonly waivers: readonly ShownWaiver[]
  readonly blockers: readonly string[]
  readonly basis: Basis
  readonly comparison: VersionComparison | null
  readonly pending: { readonly restore: DecisionRow | null; readonly extend: DecisionRow | null }
  /** In the order they were taken. */
  readonly decisions: readonly ShownDecision[]
  readonly channels: readonly ChannelRow[]
  readonly drift: readonly DriftRow[]
  readonly may: MayDecide
}

/** Everything that is known of a version and that somebody who decides has to see. @throws NotFoundError */
export async function getVersion(ctx: Context, input: { readonly version: string }): Promise<VersionDetail> {
  return describeVersion(ctx, await authorizeVersion(ctx, 'line:read', input.version))
}

async function describeVersion(ctx: Context, place: VersionPlace): Promise<VersionDetail> {
  const { line, version } = place
  const db = ctx.db.query
  const now = ctx.clock.now()
  const [shown] = await showVersions(db, [place], now)
  const policy = await findPolicyByDigest(db, version.policyDigest)
  if (shown === undefined || policy === undefined) throw new NotFoundError()

  const { policyDigest, evidenceDigest, digest } = version
  const basis = { digest, policyDigest, evidenceDigest }
  const decisions = await listDecisions(db, version.id)
  const given = approvalsAmong(decisions)
  const valid = new Set<object>(validApprovals(given, basis))
  const approvalsGiven = given.filter((approval) => valid.has(approval))
  const groups = policy.document.approverGroups
  const approval = await approvalFacts(ctx, db, { ...place, basis, seen: basis, groups })
  const blockers = blockersFor(shown)
  const act = await actFacts(db, place, now)
  return {
    ...shown,
    document: policy.document,
    members: await listMembers(db, version.id),
    tags: (await listTagFacts(db, line.repositoryId, digest)).map(({ name }) => name),
    pushers: approval.pushers,
    evidence: await listEvidenceRows(db, line.repositoryId, digest),
    approvalsGiven,
    waivers: await waiversOf(ctx, place),
    blockers,
    basis,
    comparison: await compareWithCurrent(db, place, now),
    pending: { restore: openRequest(decisions, 'restore'), extend: openRequest(decisions, 'extend') },
    decisions: decisions.map((decision) => ({ ...decision, isVoid: isVoid(decision, approvalsGiven) })),
    channels: (await listChannelRows(db, line.id)).filter(({ versionId }) => versionId === version.id),
    drift: (await listOpenDrift(db, line.id)).filter(({ versionId }) => versionId === version.id),
    may: mayDecide(ctx, { line, act, approval, decisions, blockers }),
  }
}

function blockersFor({ state, version, approvals }: ShownVersion): readonly string[] {
  if (state !== 'candidate') return []
  return blockersOf({ findings: version.findings, approvals, approvalsNeeded: version.approvalsNeeded })
}

async function waiversOf(ctx: Context, { line, version }: VersionPlace): Promise<readonly ShownWaiver[]> {
  const now = ctx.clock.now()
  const nominatorId = version.nominatedById
  return (await listWaivers(ctx.db.query, version.id)).map((waiver) => ({
    ...waiver,
    isInForce: waiver.grantedAt !== null && now < waiver.expiresAt,
    mayGrant: mayGrant(ctx, { line, waiver, nominatorId, now }),
  }))
}

/** An approval that is not among those that hold; every other decision stands. */
function isVoid({ verb, actorId, at }: DecisionRow, held: readonly NamedApproval[]): boolean {
  return verb === 'approve' && !held.some((approval) => approval.userId === actorId && approval.at === at)
}
