import type { Metadata } from 'next'
import { AdminsOnly } from '@/components/shell/admins-only'
import { webhookQueries } from '@/components/webhooks/queries'
import { WebhookList } from '@/components/webhooks/webhook-list'
import { can } from '@/lib/access/rules/can'
import { Seed } from '@/lib/api/client/seed'
import { presentWebhooks } from '@/lib/api/presenters/webhook'
import { pageContext } from '@/lib/server/page'
import { listWebhooks } from '@/lib/webhooks/use-cases/list-webhooks'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage() {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'webhook:list')
  if (!decision.allowed) return <AdminsOnly title="Webhooks" reason={decision.reason} />

  const webhooks = presentWebhooks(await listWebhooks(ctx), ctx.actor)
  return (
    <Seed fill={(client) => client.setQueryData(webhookQueries.list().queryKey, webhooks)}>
      <WebhookList />
    </Seed>
  )
}
