import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { isExpiring } from '../rules/expiring'
import { type Tally, tallyOf, type WaitsFor, waitsFor } from '../rules/readiness'
import { stateOf, supersededAt, upgradeBy, type VersionFacts, type VersionState } from '../rules/version'
import { countApprovals } from '../store/approvals'
import type { LineRow } from '../store/lines'
import { findPolicy } from '../store/policies'
import { listVersionFacts, type VersionRow } from '../store/versions'

/** A version with everything that follows from the clock, its siblings and its decisions. */
export interface ShownVersion {
  readonly line: LineRow
  readonly version: VersionRow
  readonly state: VersionState
  readonly isExpiring: boolean
  /** Null for what is no candidate. */
  readonly waitsFor: WaitsFor | null
  readonly supersededAt: number | null
  readonly upgradeBy: number | null
  readonly approvals: number
  readonly tally: Tally
}

/** Versions, of whatever lines, as they are at a moment. */
export async function showVersions(
  db: Executor,
  places: readonly { readonly line: LineRow; readonly version: VersionRow }[],
  now: number,
): Promise<readonly ShownVersion[]> {
  const lineIds = [...new Set(places.map(({ line }) => line.id))]
  const facts = await listVersionFacts(db, lineIds)
  const approvals = await countApprovals(
    db,
    places.map(({ version }) => version.id),
  )
  const grace = await graceDays(db, places)
  return places.map(({ line, version }) => {
    const siblings = facts.filter(({ lineId }) => lineId === line.id)
    const clock = { now, graceDays: grace.get(line.policyId) ?? 0 }
    return showOne({ line, version, siblings, clock, approvals: approvals.get(version.id) ?? 0 })
  })
}

interface One {
  readonly line: LineRow
  readonly version: VersionRow
  readonly siblings: readonly VersionFacts[]
  readonly clock: { readonly now: number; readonly graceDays: number }
  readonly approvals: number
}

function showOne({ line, version, siblings, clock, approvals }: One): ShownVersion {
  const { findings, approvalsNeeded } = version
  const state = stateOf(version, siblings, clock.now)
  const isOver = state !== 'superseded'
  return {
    line,
    version,
    state,
    isExpiring: isExpiring(state, version.expiresAt, clock.now),
    waitsFor: state === 'candidate' ? waitsFor({ findings, approvals, approvalsNeeded }) : null,
    supersededAt: isOver ? null : supersededAt(version, siblings, clock.now),
    upgradeBy: state === 'candidate' ? null : upgradeBy(version, siblings, clock),
    approvals,
    tally: tallyOf(findings),
  }
}

async function graceDays(
  db: Executor,
  places: readonly { readonly line: LineRow }[],
): Promise<ReadonlyMap<string, number>> {
  const days = new Map<string, number>()
  for (const policyId of new Set(places.map(({ line }) => line.policyId))) {
    const policy = await findPolicy(db, policyId)
    days.set(policyId, policy?.latest.document.graceDays ?? 0)
  }
  return days
}
