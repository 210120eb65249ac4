import { contracts } from '@/lib/api/contracts'
import { presentWebhook, presentWebhooks } from '@/lib/api/presenters/webhook'
import { route } from '@/lib/server/route'
import { createWebhook } from '@/lib/webhooks/use-cases/create-webhook'
import { listWebhooks } from '@/lib/webhooks/use-cases/list-webhooks'

export const GET = route(contracts.listWebhooks, async ({ ctx }) =>
  presentWebhooks(await listWebhooks(ctx), ctx.actor),
)

export const POST = route(contracts.createWebhook, async ({ ctx, body }) => {
  const { webhook, secret } = await createWebhook(ctx, body)
  return { webhook: presentWebhook(webhook), secret: secret.reveal() }
})
