import 'server-only'
import type { Executor } from '@/lib/db/connection'

/** Decisions with their rows of the audit log, in the order they were taken; which ones the caller says. */
export function selectDecisions(db: Executor) {
  return db
    .selectFrom('golden_decision as decision')
    .leftJoin('audit_event', 'audit_event.id', 'decision.audit_event_id')
    .select([
      'decision.id',
      'decision.version_id',
      'decision.channel',
      'decision.verb',
      'decision.actor_kind',
      'decision.actor_id',
      'decision.actor_name',
      'decision.reason',
      'decision.at',
      'decision.policy_digest',
      'decision.evidence_digest',
      'decision.facts',
      'audit_event.sequence as audit_sequence',
      'audit_event.hash as audit_hash',
    ])
    .orderBy('decision.sequence')
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDecisions>['execute']>>[number]

/** Who decided what about what, and when. */
export function decidedOf(row: Row) {
  return {
    id: row.id,
    versionId: row.version_id,
    channel: row.channel,
    verb: row.verb,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    reason: row.reason,
    at: row.at,
  }
}
