import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { authorizeWebhook } from '../authorize-webhook'
import { addDeliveries } from '../store/deliveries'
import { findDelivery } from '../store/log'

/**
 * Sends a delivery once more under an id of its own, with the same body. Gives the new id.
 * @throws NotFoundError, AppError `conflict` while it is still being tried
 */
export async function redeliver(
  ctx: Context,
  input: { readonly webhook: string; readonly delivery: string },
): Promise<string> {
  const webhook = await authorizeWebhook(ctx, input.webhook)
  const place = { webhookId: webhook.id, deliveryId: input.delivery }
  const delivery = await findDelivery(ctx.db.query, place)
  if (delivery === undefined) throw new NotFoundError()
  if (delivery.state === 'pending') throw new AppError('conflict', 'This delivery is still being tried.')

  const at = ctx.clock.now()
  const id = newId('dlv', at)
  const { event_type, body } = delivery
  await transaction(ctx.db, async (tx) => {
    await addDeliveries(tx, [
      {
        id,
        webhook_id: webhook.id,
        event_type,
        body,
        next_at: at,
        created_at: at,
        redelivery_of: delivery.redelivery_of ?? delivery.id,
      },
    ])
    await announce(tx, { topic: `webhook:${webhook.id}` })
    const facts = { delivery: id, of: delivery.id }
    await record(ctx, tx, {
      type: 'webhook.redelivered',
      resource: webhook.id,
      registryId: webhook.registryId,
      facts,
    })
  })
  return id
}
