import type { Context } from '@/lib/access/context'
import { startDrainer } from '@/lib/sync/notifications/drainer'
import { NotificationInbox } from '@/lib/sync/notifications/inbox'
import { rotateHookSecret } from '@/lib/sync/use-cases/rotate-hook-secret'
import { buildContext, type ContextParts } from './context'
import { envelopeOf } from './event'
import { REGISTRY_ID, REGISTRY_NAME } from './index-fixture'

/** A secret that registry `main` may sign in with from now on. */
export async function makeSecret(parts: ContextParts, keepPreviousHours = 0): Promise<string> {
  const input = { registry: REGISTRY_NAME, keepPreviousHours }
  return (await rotateHookSecret(buildContext(parts), input)).secret
}

/** An inbox with a drainer behind it. */
export function startDraining(parts: ContextParts) {
  const inbox = new NotificationInbox(parts.db)
  const context = (signal: AbortSignal): Context => buildContext({ ...parts, signal })
  const drainer = startDrainer({ context, inbox })
  return {
    inbox,
    deliver: (...events: readonly unknown[]) =>
      inbox.take({ registryId: REGISTRY_ID, text: envelopeOf(...events), receivedAt: Date.now() }),
    stop: () => drainer.stop(),
  }
}
