import 'server-only'
import { z } from 'zod'
import type { StoredRow } from '@/lib/audit/store/chain'
import type { EventCounts } from '@/lib/audit/use-cases/count-events'
import type { Verification } from '@/lib/audit/use-cases/get-verification'
import { presentAllowed } from './allowed'

const DETAIL = z.record(z.string(), z.json())
const OUTCOME = z.enum(['done', 'denied'])

export function presentAuditEvent(row: StoredRow) {
  return {
    sequence: row.sequence,
    id: row.id,
    at: row.at,
    type: row.type,
    outcome: OUTCOME.parse(row.outcome),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    ip: row.ip,
    userAgent: row.user_agent,
    requestId: row.request_id,
    resource: row.resource,
    registryId: row.registry_id,
    repository: row.repository,
    digest: row.digest,
    before: detailOf(row.before_state),
    after: detailOf(row.after_state),
    reason: row.reason,
    grounds: row.grounds,
    facts: detailOf(row.facts),
    prevHash: row.prev_hash,
    hash: row.hash,
  }
}

export function presentAuditPage(page: {
  readonly items: readonly StoredRow[]
  readonly nextCursor: string | null
}) {
  return { items: page.items.map(presentAuditEvent), nextCursor: page.nextCursor }
}

export function presentAuditCounts({ startMs, sizeMs, counts }: EventCounts) {
  return { start: startMs, size: sizeMs, counts }
}

export function presentVerification({ last, isRunning, head, canVerify }: Verification) {
  return {
    last: last && {
      at: last.at,
      by: last.by,
      isWhole: last.isWhole,
      rows: last.rows,
      brokenRow: last.brokenRow ?? null,
      fault: last.fault ?? null,
      detail: last.detail ?? null,
    },
    isRunning,
    head,
    can: { verify: presentAllowed(canVerify) },
  }
}

/** What does not read as an object, as after somebody wrote into the table, is shown as it stands. */
function detailOf(text: string | null) {
  if (text === null) return null
  try {
    return DETAIL.parse(JSON.parse(text))
  } catch {
    return { unreadable: text }
  }
}
