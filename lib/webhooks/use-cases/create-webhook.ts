import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { connectionsOf } from '@/lib/connections/pool'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Secret } from '@/lib/core/secret'
import { transaction } from '@/lib/db/transaction'
import { checkSettings, type WebhookInput } from '../check-settings'
import { scopeFacts, settingFacts } from '../scope-facts'
import { newSecret, secretPlace } from '../secret'
import { findWebhook, insertWebhook } from '../store/webhooks'
import type { Webhook } from '../webhook'

export interface MadeWebhook {
  readonly webhook: Webhook
  /** What it signs with; nobody can read it again. */
  readonly secret: Secret
}

/** Adds a webhook with a secret of its own. */
export async function createWebhook(ctx: Context, input: WebhookInput): Promise<MadeWebhook> {
  const settings = await checkSettings(ctx, input)

  const at = ctx.clock.now()
  const id = newId('whk', at)
  const secret = newSecret()
  const secretSealed = connectionsOf(ctx).sealAt(secretPlace(id), secret)

  const webhook = await transaction(ctx.db, async (tx) => {
    const isAdded = await insertWebhook(tx, { id, ...settings, secretSealed, createdBy: ctx.actor.name, at })
    if (!isAdded) throw new AppError('conflict', 'There are as many webhooks as there may be.')
    const added = await findWebhook(tx, id)
    if (added === undefined) throw new NotFoundError()
    await record(ctx, tx, {
      type: 'webhook.created',
      resource: id,
      ...scopeFacts(added),
      after: settingFacts(added),
    })
    return added
  })
  return { webhook, secret }
}
