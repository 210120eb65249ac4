import type { AuditEvent, Facts } from '@/lib/audit/event'
import type { Webhook } from './webhook'

/** Where an event about a webhook belongs, and what it is set to. The query of an address may hold a key. */
export function scopeFacts(webhook: Webhook): Pick<AuditEvent, 'registryId' | 'repository' | 'facts'> {
  const { registryId, namespace } = webhook
  return { registryId, repository: namespace === '' ? null : namespace, facts: settingFacts(webhook) }
}

/** What is decided about a webhook. */
export function settingFacts({ url, events, registry, namespace, isPaused }: Webhook): Facts {
  const { origin, pathname } = new URL(url)
  return { url: `${origin}${pathname}`, events: [...events], registry, namespace, isPaused }
}
