import 'server-only'
import { announce } from '@/lib/changes/announce'
import type { Executor } from '@/lib/db/connection'
import { queueDeliveries } from '@/lib/webhooks/queue'
import type { WebhookEvent } from '@/lib/webhooks/rules/event'
import type { RepositoryToSync } from './store/save-repositories'
import type { NewTagEvent } from './store/tag-events'

/** Tells open pages and webhooks what became of the tags of a repository. What was found at the first look is no news to webhooks. */
export async function tellTagChanges(
  tx: Executor,
  repository: RepositoryToSync,
  events: readonly NewTagEvent[],
): Promise<void> {
  if (events.length === 0) return
  await announce(
    tx,
    { topic: `repository:${repository.id}`, what: 'tags' },
    { topic: `registry:${repository.registry_id}`, what: 'tags' },
  )
  await queueDeliveries(tx, ...events.filter((event) => !event.isFirstLook).map(toWebhookEvent))
}

function toWebhookEvent(event: NewTagEvent): WebhookEvent {
  return {
    type: `tag.${event.kind}`,
    registryId: event.registryId,
    repository: event.repository,
    facts: {
      tag: event.tag,
      digest: event.toDigest,
      previousDigest: event.fromDigest,
      occurredAt: event.hint === null ? null : new Date(event.hint.at).toISOString(),
      actor: event.hint?.actor ?? null,
      client: event.hint?.client ?? null,
      learnedBy: event.learnedBy,
    },
  }
}
