import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { parseDigest } from '@/lib/oci/digest'
import type { Approval, Basis } from '../rules/approval'
import type { DecisionVerb } from '../rules/verbs'
import { decidedOf, selectDecisions } from './select-decisions'

export interface NewDecision {
  readonly id: string
  readonly lineId: string
  readonly versionId: string | null
  readonly channel: string | null
  readonly verb: DecisionVerb
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string }
  readonly reason: string | null
  readonly at: number
  readonly basis: Basis | null
  /** JSON. */
  readonly facts: string
  readonly auditEventId: string
}

export async function insertDecision(tx: Executor, decision: NewDecision): Promise<void> {
  await tx
    .insertInto('golden_decision')
    .values({
      id: decision.id,
      line_id: decision.lineId,
      version_id: decision.versionId,
      channel: decision.channel,
      verb: decision.verb,
      actor_kind: decision.actor.kind,
      actor_id: decision.actor.id,
      actor_name: decision.actor.name,
      reason: decision.reason,
      at: decision.at,
      digest: decision.basis?.digest ?? null,
      policy_digest: decision.basis?.policyDigest ?? null,
      evidence_digest: decision.basis?.evidenceDigest ?? null,
      facts: decision.facts,
      audit_event_id: decision.auditEventId,
    })
    .execute()
}

export interface DecisionRow {
  readonly sequence: number
  readonly id: string
  readonly versionId: string | null
  readonly channel: string | null
  readonly verb: string
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly reason: string | null
  readonly at: number
  readonly basis: Basis | null
  readonly facts: string
  /** Of its row in the audit log; null only while that is not written. */
  readonly auditSequence: number | null
  readonly auditHash: string | null
}

const DECISIONS_MAX = 5000

/** The decisions about one version, in the order they were taken. */
export async function listDecisions(db: Executor, versionId: string): Promise<readonly DecisionRow[]> {
  const rows = await selectDecisions(db)
    .select(['decision.sequence', 'decision.digest'])
    .where('decision.version_id', '=', versionId)
    .limit(DECISIONS_MAX)
    .execute()
  return rows.map((row) => ({
    ...decidedOf(row),
    sequence: row.sequence,
    basis: basisOf(row),
    facts: row.facts,
    auditSequence: row.audit_sequence,
    auditHash: row.audit_hash,
  }))
}

function basisOf(row: {
  readonly digest: string | null
  readonly policy_digest: string | null
  readonly evidence_digest: string | null
}): Basis | null {
  if (row.digest === null || row.policy_digest === null || row.evidence_digest === null) return null
  return {
    digest: parseDigest(row.digest),
    policyDigest: row.policy_digest,
    evidenceDigest: row.evidence_digest,
  }
}

export interface NamedApproval extends Approval {
  readonly name: string
}

/** Approvals among decisions: those since the last nomination, whatever they were based on. */
export function approvalsAmong(decisions: readonly DecisionRow[]): readonly NamedApproval[] {
  const start = decisions.findLastIndex(({ verb }) => verb === 'nominate')
  return decisions
    .slice(start + 1)
    .flatMap(({ verb, actorId, actorName, basis, at }) =>
      verb === 'approve' && basis !== null ? [{ userId: actorId, name: actorName, basis, at }] : [],
    )
}
