import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can } from '@/lib/access/rules/can'
import { heardBy } from '../authorize-webhook'
import { readHealth } from '../store/log'
import { listWebhookRows } from '../store/webhooks'
import type { Webhook, WebhookHealth } from '../webhook'

export interface WebhookSummary extends Webhook {
  readonly health: WebhookHealth
}

/** The webhooks the actor may look after, oldest first, with how each fares. */
export async function listWebhooks(ctx: Context): Promise<readonly WebhookSummary[]> {
  await authorize(ctx, 'webhook:list')

  const all = await listWebhookRows(ctx.db.query)
  const own = all.filter((webhook) => can(ctx.actor, 'webhook:manage', heardBy(webhook)).allowed)

  return Promise.all(
    own.map(async (webhook) => ({ ...webhook, health: await readHealth(ctx.db.query, webhook.id) })),
  )
}
