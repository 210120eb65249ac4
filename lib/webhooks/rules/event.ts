import type { WebhookEventType } from './event-types'

/** Something that happened which others may want to be told of. */
export interface WebhookEvent {
  readonly type: WebhookEventType
  readonly registryId: string
  /** Full name; null for what is about the registry as a whole. */
  readonly repository: string | null
  /** Plain and small, such as `tag`, `digest`, `previousDigest`, `actor`; never a secret. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
}
