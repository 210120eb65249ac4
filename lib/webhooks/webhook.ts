/** Whom Assay tells of what happens, without the secret it signs with. */
export interface Webhook {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly registryId: string | null
  /** The registry's name; null for every registry. */
  readonly registry: string | null
  /** Empty for every namespace. */
  readonly namespace: string
  readonly isPaused: boolean
  readonly createdBy: string
  readonly createdAt: number
}

/** How a webhook fares: of its last deliveries and those that wait. */
export interface WebhookHealth {
  readonly pending: number
  readonly dead: number
  readonly lastAt: number | null
  /** Status of the last answer; null when none came. */
  readonly lastStatus: number | null
  readonly lastCode: string | null
}
