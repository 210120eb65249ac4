import 'server-only'
import { createHash } from 'node:crypto'

/** What an audit row says, as its columns hold it; everything but the two hashes. */
export interface ChainedRow {
  readonly sequence: number
  readonly id: string
  readonly at: number
  readonly type: string
  readonly outcome: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string
  readonly ip: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
  readonly resource: string
  readonly registry_id: string | null
  readonly repository: string | null
  readonly digest: string | null
  readonly before_state: string | null
  readonly after_state: string | null
  readonly reason: string | null
  readonly grounds: string | null
  readonly facts: string
}

/** What stands before the first row. */
export const CHAIN_START = '0'.repeat(64)

/**
 * SHA-256 in hex over the hash of the row before and the row itself, written as a JSON array of its columns in
 * this order. The order is part of every row ever written and never changes.
 */
export function chainHash(previous: string, row: ChainedRow): string {
  const canonical = JSON.stringify([
    row.sequence,
    row.id,
    row.at,
    row.type,
    row.outcome,
    row.actor_kind,
    row.actor_id,
    row.actor_name,
    row.ip,
    row.user_agent,
    row.request_id,
    row.resource,
    row.registry_id,
    row.repository,
    row.digest,
    row.before_state,
    row.after_state,
    row.reason,
    row.grounds,
    row.facts,
  ])
  return createHash('sha256').update(previous).update(canonical).digest('hex')
}
