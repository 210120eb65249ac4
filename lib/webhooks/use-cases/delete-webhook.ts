import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { transaction } from '@/lib/db/transaction'
import { authorizeWebhook } from '../authorize-webhook'
import { scopeFacts, settingFacts } from '../scope-facts'
import { deleteWebhookRow } from '../store/webhooks'

/** Removes a webhook with its log; what waited to be sent is not sent. @throws NotFoundError */
export async function deleteWebhook(ctx: Context, input: { readonly webhook: string }): Promise<void> {
  const webhook = await authorizeWebhook(ctx, input.webhook)

  await transaction(ctx.db, async (tx) => {
    await deleteWebhookRow(tx, webhook.id)
    await record(ctx, tx, {
      type: 'webhook.removed',
      resource: webhook.id,
      ...scopeFacts(webhook),
      before: settingFacts(webhook),
    })
  })
}
