import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { approvalFacts } from '../approver'
import type { VersionPlace } from '../authorize-line'
import { actFacts } from '../decide'
import { blockersOf } from '../rules/readiness'
import { requirementTitle } from '../rules/requirement-title'
import { openRequest } from '../rules/verbs'
import { mayDecide, mayGrant } from '../shown/may-decide'
import { type ShownVersion, showVersions } from '../shown/shown-version'
import { listDecisions } from '../store/decisions'
import { listWaitingIds } from '../store/inbox'
import { findLine } from '../store/lines'
import { findPolicyByDigest } from '../store/policies'
import { listVersionsById } from '../store/versions'
import { listWaivers } from '../store/waivers'

export interface InboxItem {
  readonly kind: 'approve' | 'grant-waiver' | 'restore' | 'extend'
  readonly version: ShownVersion
  readonly since: number
  readonly says: string
}

/** What waits for the actor's own decision, the oldest first; at most 500. */
export async function listInbox(ctx: Context): Promise<readonly InboxItem[]> {
  await authorize(ctx, 'line:list')

  const db = ctx.db.query
  const rows = await listVersionsById(db, await listWaitingIds(db, visibilityOf(ctx.actor)))
  const places: VersionPlace[] = []
  for (const version of rows) {
    const line = await findLine(db, version.lineId)
    if (line !== undefined) places.push({ line, version })
  }
  const shown = await showVersions(db, places, ctx.clock.now())
  const items = await Promise.all(shown.map((version) => waitingOf(ctx, version)))
  return items.flat().toSorted((one, other) => one.since - other.since)
}

async function waitingOf(ctx: Context, shown: ShownVersion): Promise<readonly InboxItem[]> {
  const { line, version } = shown
  const db = ctx.db.query
  const now = ctx.clock.now()
  const { digest, policyDigest, evidenceDigest } = version
  const basis = { digest, policyDigest, evidenceDigest }
  const policy = await findPolicyByDigest(db, policyDigest)
  const groups = policy?.document.approverGroups ?? []
  const decisions = await listDecisions(db, version.id)
  const standing = { findings: version.findings, approvals: shown.approvals }
  const blockers = blockersOf({ ...standing, approvalsNeeded: version.approvalsNeeded })
  const approval = await approvalFacts(ctx, db, { line, version, basis, seen: basis, groups })
  const may = mayDecide(ctx, {
    line,
    act: await actFacts(db, { line, version }, now),
    approval,
    decisions,
    blockers,
  })

  const items: InboxItem[] = []
  if (shown.waitsFor === 'approval' && may.approve.allowed) {
    const open = version.approvalsNeeded - shown.approvals
    const says = `${version.nominatedBy} nominated it; ${open} more to approve.`
    items.push({ kind: 'approve', version: shown, since: version.nominatedAt, says })
  }
  for (const what of ['restore', 'extend'] as const) {
    const asked = openRequest(decisions, what)
    if (asked === null || !may[what].allowed) continue
    const says = `${asked.actorName} asks to ${what} it: ${asked.reason ?? ''}`
    items.push({ kind: what, version: shown, since: asked.at, says })
  }
  for (const waiver of await listWaivers(db, version.id)) {
    const nominatorId = version.nominatedById
    if (waiver.grantedAt !== null || !mayGrant(ctx, { line, waiver, nominatorId, now }).allowed) continue
    const asked = version.findings.find(({ requirementId }) => requirementId === waiver.requirementId)
    const what = asked === undefined ? waiver.requirementId : `“${requirementTitle(asked.requirement)}”`
    const says = `${waiver.requestedBy} asks to waive ${what}: ${waiver.reason}`
    items.push({ kind: 'grant-waiver', version: shown, since: waiver.requestedAt, says })
  }
  return items
}
