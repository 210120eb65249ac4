import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { pingWebhook } from '@/lib/webhooks/use-cases/ping-webhook'

export const POST = route(contracts.pingWebhook, async ({ ctx, params }) => ({
  delivery: await pingWebhook(ctx, params),
}))
