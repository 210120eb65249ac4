import 'server-only'
import type { Fixed } from './column'

/** What happened, each row chained to the one before. The database refuses to change or remove one. */
export interface AuditEventTable {
  /** 1, 2, 3 … without a gap, in the order of the commits. */
  sequence: Fixed<number>
  id: Fixed<string>
  at: Fixed<number>
  type: Fixed<string>
  /** `done` or `denied`. */
  outcome: Fixed<string>
  actor_kind: Fixed<string>
  actor_id: Fixed<string>
  actor_name: Fixed<string>
  ip: Fixed<string | null>
  user_agent: Fixed<string | null>
  request_id: Fixed<string | null>
  /** What it was done to, such as a registry's name or `registry/repository:tag`. */
  resource: Fixed<string>
  /** The registry it was about, which may be gone since; null where it was about none. */
  registry_id: Fixed<string | null>
  /** Name of the repository, or of the namespace, it was about. */
  repository: Fixed<string | null>
  digest: Fixed<string | null>
  /** JSON of what changed, as it was. */
  before_state: Fixed<string | null>
  /** JSON of what changed, as it is since. */
  after_state: Fixed<string | null>
  /** Why, in the words of who did it. */
  reason: Fixed<string | null>
  /** By what right it was done, or for want of what it was denied. */
  grounds: Fixed<string | null>
  /** JSON of the event's own facts. */
  facts: Fixed<string>
  prev_hash: Fixed<string>
  /** `chainHash` of the row. */
  hash: Fixed<string>
}

/** One row: the end of the chain. Who updates it has the right to append until the transaction ends. */
export interface AuditHeadTable {
  id: Fixed<number>
  sequence: number
  hash: string
}
