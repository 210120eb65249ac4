import { can } from '@/lib/access/rules/can'
import { contracts } from '@/lib/api/contracts'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import { presentWebhook, presentWebhookSummary } from '@/lib/api/presenters/webhook'
import { route } from '@/lib/server/route'
import { createWebhook } from '@/lib/webhooks/use-cases/create-webhook'
import { listWebhooks } from '@/lib/webhooks/use-cases/list-webhooks'

export const GET = route(contracts.listWebhooks, async ({ ctx }) => ({
  items: (await listWebhooks(ctx)).map(presentWebhookSummary),
  can: { createForAll: presentAllowed(can(ctx.actor, 'webhook:manage')) },
}))

export const POST = route(contracts.createWebhook, async ({ ctx, body }) => {
  const { webhook, secret } = await createWebhook(ctx, body)
  return { webhook: presentWebhook(webhook), secret: secret.reveal() }
})
