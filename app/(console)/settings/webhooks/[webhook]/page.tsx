import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { DELIVERY_PAGE_SIZE, webhookQueries } from '@/components/webhooks/queries'
import { WebhookView } from '@/components/webhooks/webhook-view'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentDeliveryPage, presentWebhooks } from '@/lib/api/presenters/webhook'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'
import { listDeliveries } from '@/lib/webhooks/use-cases/list-deliveries'
import { listWebhooks } from '@/lib/webhooks/use-cases/list-webhooks'

interface Props {
  params: Promise<{ webhook: string }>
}

export const metadata: Metadata = { title: 'Webhook' }

export default async function WebhookPage({ params }: Props) {
  const ctx = await pageContext()
  const { webhook } = await parseParams(contracts.listDeliveries.params, params)
  const deliveries = await orNotFound(listDeliveries(ctx, { webhook, limit: DELIVERY_PAGE_SIZE }))
  const webhooks = presentWebhooks(await listWebhooks(ctx), ctx.actor)
  return (
    <Seed
      fill={(client) => {
        client.setQueryData(webhookQueries.list().queryKey, webhooks)
        const log = firstPageOf(presentDeliveryPage(deliveries))
        client.setQueryData(webhookQueries.deliveries(webhook, null).queryKey, log)
      }}
    >
      <WebhookView id={webhook} />
    </Seed>
  )
}
