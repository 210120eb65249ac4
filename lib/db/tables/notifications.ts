import 'server-only'
import type { Generated } from 'kysely'
import type { Fixed, Flag } from './column'

/** How one registry may deliver events, and what is known of whether it does. */
export interface NotificationEndpointTable {
  registry_id: Fixed<string>
  /** SHA-256 of the 256-bit secret, hex. */
  secret_hash: string
  secret_made_at: number
  /** The secret before it, good until `previous_until`. */
  previous_hash: string | null
  previous_until: number | null
  first_event_at: number | null
  last_event_at: number | null
  /** The first event of a pull, whoever pulled: before it nothing is known of pulls. */
  first_pull_at: number | null
  /** The process that works on its inbox now, and until when by the database's clock. */
  owner: string | null
  lease_until: number
}

/** The inbox. A row is kept a while after it was dealt with, so that a second delivery of it is known. */
export interface NotificationEventTable {
  sequence: Generated<number>
  registry_id: Fixed<string>
  event_id: Fixed<string>
  /** `push`, `pull`, `mount` or `delete`. */
  action: Fixed<string>
  /** What it asks for: `look`, `check`, `pull`, `own` or `none`. */
  effect: string
  repository: Fixed<string>
  tag: Fixed<string | null>
  digest: Fixed<string | null>
  actor_name: Fixed<string | null>
  client: Fixed<string | null>
  /** By the registry's clock where that is plausible, else when it was received. */
  occurred_at: Fixed<number>
  /** Received minus occurred; null where the registry's time was not plausible. */
  lag_ms: Fixed<number | null>
  received_at: Fixed<number>
  due_at: number
  /** How often the registry could not be asked. */
  attempts: number
  /** How often its tag was looked for before the registry showed it. */
  early_looks: Generated<number>
  processed_at: number | null
}

/** How many events of a kind were dealt with. */
export interface NotificationTallyTable {
  registry_id: Fixed<string>
  action: Fixed<string>
  effect: Fixed<string>
  events: number
}

/** What was delivered with the right secret and could not be read. */
export interface NotificationDeadLetterTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  /** SHA-256 of the content as it came, so that a second delivery is no second letter. */
  fingerprint: Fixed<string>
  reason: string
  content: Fixed<string>
  /** 0 when the content was cut: then it cannot be tried again. */
  is_whole: Fixed<Flag>
  received_at: Fixed<number>
}
