export interface WebhookScope {
  readonly events: readonly string[]
  /** Null for every registry. */
  readonly registryId: string | null
  /** Empty for every namespace. */
  readonly namespace: string
}

export interface EventPlace {
  readonly type: string
  readonly registryId: string
  /** Null for what is about the registry as a whole. */
  readonly repository: string | null
}

/** Whether a webhook asked for an event. A namespace holds what is below it, segment by segment. */
export function matches(scope: WebhookScope, place: EventPlace): boolean {
  if (!scope.events.includes(place.type)) return false
  if (scope.registryId !== null && scope.registryId !== place.registryId) return false
  if (scope.namespace === '') return true
  if (place.repository === null) return false
  return place.repository === scope.namespace || place.repository.startsWith(`${scope.namespace}/`)
}
