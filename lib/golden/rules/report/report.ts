import type { Digest } from '@/lib/oci/digest'
import { isEntry } from '../channel-history'
import { mayBeInChannel } from '../channel-standing'
import type { Outcome } from '../policy'
import { stateOf, type VersionFacts, type VersionState } from '../version'
import { factsOf, type Life, type LifeEvent, lifeAt } from './life'
import { stateSince } from './state-since'

/** Somebody's act about a version or a channel, as the report reads it. */
export interface ReportDecision extends LifeEvent {
  readonly id: string
  readonly versionId: string | null
  readonly channel: string | null
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly policyDigest: string | null
  readonly evidenceDigest: string | null
  /** What it rested on; null where the decision does not say. */
  readonly caseFile: CaseFile | null
  readonly audit: AuditPlace
}

/** Where the row of a decision is in the audit log; null where it is not there any more. */
export interface AuditPlace {
  readonly eventId: string
  readonly sequence: number | null
  readonly hash: string | null
  readonly prevHash: string | null
}

export interface CaseFile {
  readonly findings: readonly CaseFinding[]
  readonly evidence: readonly { readonly type: string; readonly payloadDigest: string }[]
  readonly waivers: readonly {
    readonly requirementId: string
    readonly reason: string
    readonly grantedBy: string | null
  }[]
}

export interface CaseFinding {
  readonly requirementId: string
  readonly ref: string
  readonly outcome: Outcome
  readonly detail: string
  readonly observedAt: number | null
  readonly isStale: boolean
  readonly isWaived: boolean
}

export interface ReportDrift {
  readonly versionId: string
  readonly kind: string
  readonly subject: string
  readonly expected: string | null
  readonly found: string | null
  readonly detectedAt: number
  readonly resolvedAt: number | null
  readonly resolution: string | null
}

export interface ReportLine {
  readonly id: string
  readonly versions: readonly {
    readonly id: string
    readonly name: string
    readonly digest: Digest
    readonly tag: string | null
  }[]
  /** Of the line, in the order they were taken. */
  readonly decisions: readonly ReportDecision[]
  readonly drift: readonly ReportDrift[]
}

export interface ReportRow {
  readonly version: ReportLine['versions'][number]
  readonly state: VersionState
  readonly since: number
  readonly life: Life
  /** The nomination and, once it was golden, the mark that hold at that moment. */
  readonly nomination: ReportDecision
  readonly mark: ReportDecision | null
  readonly approvals: readonly ReportDecision[]
  /** Channels that stood for it, and those that pointed to it although it counted no longer. */
  readonly channels: readonly string[]
  readonly lapsedChannels: readonly string[]
  readonly drift: readonly ReportDrift[]
}

/**
 * What every version of a line was at a moment, and on what it rested, from the decisions and the clock alone: the
 * same whenever it is asked.
 */
export function reportLine(
  { id: lineId, versions, decisions, drift }: ReportLine,
  at: number,
): readonly ReportRow[] {
  const known = decisions.filter((decision) => decision.at <= at)
  const lives = versions.flatMap((version) => {
    const own = known.filter(({ versionId, channel }) => versionId === version.id && channel === null)
    const life = lifeAt(own, at)
    return life === null
      ? []
      : [{ version, own, life, facts: factsOf({ id: version.id, lineId, digest: version.digest }, life) }]
  })
  const siblings: readonly VersionFacts[] = lives.map(({ facts }) => facts)
  return lives.flatMap(({ version, own, life, facts }) => {
    const nomination = own.findLast(({ verb }) => verb === 'nominate')
    if (nomination === undefined) return []
    const state = stateOf(facts, siblings, at)
    const mark = own.findLast(({ verb }) => verb === 'mark') ?? null
    const pointing = channelsOf(known, version.id)
    const counts = mayBeInChannel(state)
    const held = mark !== null && life.markedAt !== null ? mark : null
    return {
      version,
      state,
      since: stateSince(state, { life, version: facts, siblings, now: at }),
      life,
      nomination,
      mark: held,
      approvals: approvalsOf(own, nomination, held),
      channels: counts ? pointing : [],
      lapsedChannels: counts ? [] : pointing,
      drift: drift.filter(
        (one) =>
          one.versionId === version.id &&
          one.detectedAt <= at &&
          (one.resolvedAt === null || one.resolvedAt > at),
      ),
    }
  })
}

/** Those bound to what was marked, each person once; of what is not marked yet, all since its nomination. */
function approvalsOf(
  own: readonly ReportDecision[],
  nomination: ReportDecision,
  mark: ReportDecision | null,
): readonly ReportDecision[] {
  const people = new Set<string>()
  const end = mark === null ? own.length : own.indexOf(mark)
  return own.slice(own.indexOf(nomination), end).filter((one) => {
    if (one.verb !== 'approve' || people.has(one.actorId)) return false
    const isBound =
      mark === null || (one.policyDigest === mark.policyDigest && one.evidenceDigest === mark.evidenceDigest)
    if (isBound) people.add(one.actorId)
    return isBound
  })
}

function channelsOf(known: readonly ReportDecision[], versionId: string): readonly string[] {
  const now = new Map<string, string | null>()
  for (const decision of known) {
    if (decision.channel !== null && isEntry(decision)) now.set(decision.channel, decision.versionId)
  }
  return [...now].filter(([, id]) => id === versionId).map(([channel]) => channel)
}

/** How many versions are what, and how many of those that may be used had drifted. */
export function totalsOf(rows: readonly Pick<ReportRow, 'state' | 'drift'>[]) {
  const count = (state: VersionState) => rows.filter((row) => row.state === state).length
  return {
    golden: count('golden'),
    superseded: count('superseded'),
    expired: count('expired'),
    revoked: count('revoked'),
    rejected: count('rejected'),
    candidate: count('candidate'),
    drifted: rows.filter(({ drift }) => drift.length > 0).length,
  }
}
