import 'server-only'
import { systemClock } from '@/lib/core/clock'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { eventBody } from './rules/body'
import type { WebhookEvent } from './rules/event'
import { matches } from './rules/matches'
import { addDeliveries, type NewDelivery } from './store/deliveries'
import { findRegistryName, listListeners } from './store/listeners'

/**
 * Writes down who is to be told of events, in the transaction that makes them true: told after the commit, at
 * least once, or never. Costs one small query where nobody listens.
 */
export async function queueDeliveries(tx: Executor, ...events: readonly WebhookEvent[]): Promise<void> {
  if (events.length === 0) return
  const listeners = await listListeners(tx)
  if (listeners.length === 0) return

  const at = systemClock.now()
  const names = new Map<string, string>()
  const rows: NewDelivery[] = []
  for (const event of events) {
    const concerned = listeners.filter((listener) => matches(listener, event))
    if (concerned.length === 0) continue
    const registry = names.get(event.registryId) ?? (await findRegistryName(tx, event.registryId))
    names.set(event.registryId, registry)
    for (const listener of concerned) {
      const id = newId('dlv', at)
      const body = eventBody({ id, at, registry, event })
      rows.push({ id, webhook_id: listener.id, event_type: event.type, body, next_at: at, created_at: at })
    }
  }
  await addDeliveries(tx, rows)
}
