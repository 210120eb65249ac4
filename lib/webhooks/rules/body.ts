import type { WebhookEvent } from './event'

export interface EventFacts {
  readonly id: string
  readonly at: number
  /** The registry's name; null where it is about none. */
  readonly registry: string | null
  readonly event: Pick<WebhookEvent, 'repository' | 'facts'> & { readonly type: string }
}

/** The JSON that is signed and sent, byte for byte the same at each try. */
export function eventBody({ id, at, registry, event }: EventFacts): string {
  return JSON.stringify({
    id,
    type: event.type,
    at: new Date(at).toISOString(),
    registry,
    repository: event.repository,
    ...event.facts,
  })
}
