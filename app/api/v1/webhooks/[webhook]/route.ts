import { contracts } from '@/lib/api/contracts'
import { presentWebhook } from '@/lib/api/presenters/webhook'
import { route } from '@/lib/server/route'
import { deleteWebhook } from '@/lib/webhooks/use-cases/delete-webhook'
import { updateWebhook } from '@/lib/webhooks/use-cases/update-webhook'

export const PATCH = route(contracts.updateWebhook, async ({ ctx, params, body }) =>
  presentWebhook(await updateWebhook(ctx, { ...params, ...body })),
)

export const DELETE = route(contracts.deleteWebhook, ({ ctx, params }) => deleteWebhook(ctx, params))
