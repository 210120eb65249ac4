import 'server-only'
import type { Generated } from 'kysely'
import type { Fixed, Flag } from './column'

export interface ChangeTable {
  /** Counted up by the database. Transactions may commit out of its order. */
  sequence: Generated<number>
  /** `registries`, `registry:<id>`, `repository:<id>`, `job:<id>`, `webhook:<id>`. */
  topic: Fixed<string>
  /** What about it, such as `tags` or `progress`. */
  what: Fixed<string>
  at: Fixed<number>
}

export interface ScheduleTable {
  name: Fixed<string>
  every_minutes: number
  /** By the database's clock, which replicas share. */
  next_at: number
  /** Null until it fired once. */
  last_at: number | null
}

export interface WebhookTable {
  id: Fixed<string>
  url: string
  /** JSON list of event types. */
  events: string
  /** Null for every registry. */
  registry_id: string | null
  /** Empty for every namespace; compared by path segment. */
  namespace: string
  secret_sealed: string
  is_paused: Flag
  created_by: Fixed<string>
  created_at: Fixed<number>
  updated_at: number
}

export interface WebhookDeliveryTable {
  id: Fixed<string>
  webhook_id: Fixed<string>
  event_type: Fixed<string>
  /** The exact bytes that are signed and sent. */
  body: Fixed<string>
  state: 'pending' | 'delivered' | 'dead'
  /** How often it was claimed; a result of an older claim changes nothing. */
  attempt: number
  /** When it is tried next, or when the present try counts as lost. By the database's clock. */
  next_at: number
  created_at: Fixed<number>
  finished_at: number | null
  /** The delivery this one repeats. */
  redelivery_of: Fixed<string | null>
}

export interface WebhookAttemptTable {
  delivery_id: Fixed<string>
  attempt: Fixed<number>
  at: Fixed<number>
  duration_ms: Fixed<number>
  /** Status of the answer; null when none came. */
  status: Fixed<number | null>
  /** Why no answer came; null when one did. */
  code: Fixed<string | null>
}
