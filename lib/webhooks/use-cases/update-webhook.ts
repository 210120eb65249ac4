import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorizeWebhook } from '../authorize-webhook'
import { checkSettings, type WebhookInput } from '../check-settings'
import { scopeFacts, settingFacts } from '../scope-facts'
import { findWebhook, updateWebhookRow } from '../store/webhooks'
import type { Webhook } from '../webhook'

export type WebhookPatch = { readonly [K in keyof WebhookInput]?: WebhookInput[K] | undefined }

/** Changes what a webhook hears of or where it is, or pauses it. @throws NotFoundError */
export async function updateWebhook(
  ctx: Context,
  { webhook: id, ...patch }: { readonly webhook: string } & WebhookPatch,
): Promise<Webhook> {
  const before = await authorizeWebhook(ctx, id)

  const settings = await checkSettings(ctx, {
    url: patch.url ?? before.url,
    events: patch.events ?? before.events,
    registry: patch.registry === undefined ? before.registry : patch.registry,
    namespace: patch.namespace ?? before.namespace,
    isPaused: patch.isPaused ?? before.isPaused,
  })

  return transaction(ctx.db, async (tx) => {
    await updateWebhookRow(tx, id, { ...settings, at: ctx.clock.now() })
    const changed = await findWebhook(tx, id)
    if (changed === undefined) throw new NotFoundError()
    await announce(tx, { topic: `webhook:${id}`, what: 'settings' })
    const { registryId, repository } = scopeFacts(changed)
    const [was, is] = [settingFacts(before), settingFacts(changed)]
    await record(ctx, tx, {
      type: 'webhook.changed',
      resource: id,
      registryId,
      repository,
      before: was,
      after: is,
    })
    return changed
  })
}
