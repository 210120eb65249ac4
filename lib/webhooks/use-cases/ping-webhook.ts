import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { authorizeWebhook } from '../authorize-webhook'
import { eventBody } from '../rules/body'
import { addDeliveries } from '../store/deliveries'

/**
 * Queues a delivery that says nothing, by the very path of all others. Gives its id.
 * @throws NotFoundError, AppError `conflict` while the webhook is paused
 */
export async function pingWebhook(ctx: Context, input: { readonly webhook: string }): Promise<string> {
  const webhook = await authorizeWebhook(ctx, input.webhook)
  if (webhook.isPaused) throw new AppError('conflict', 'This webhook is paused. Resume it to test it.')

  const at = ctx.clock.now()
  const id = newId('dlv', at)
  const event = { type: 'ping', repository: null, facts: { sentBy: ctx.actor.name } }
  const body = eventBody({ id, at, registry: webhook.registry, event })
  await transaction(ctx.db, async (tx) => {
    await addDeliveries(tx, [
      { id, webhook_id: webhook.id, event_type: event.type, body, next_at: at, created_at: at },
    ])
    await announce(tx, { topic: `webhook:${webhook.id}` })
    const { registryId } = webhook
    await record(ctx, tx, {
      type: 'webhook.tested',
      resource: webhook.id,
      registryId,
      facts: { delivery: id },
    })
  })
  return id
}
