import type { Metadata } from 'next'
import { NotificationView } from '@/components/settings/notifications/notification-view'
import { LETTERS_SHOWN, notificationQueries } from '@/components/settings/notifications/queries'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/access/rules/can'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentDeadLetters, presentNotifications } from '@/lib/api/presenters/notifications'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'
import { runtime } from '@/lib/server/runtime'
import { listDeadLetters } from '@/lib/sync/use-cases/dead-letters'
import { getNotifications } from '@/lib/sync/use-cases/get-notifications'

interface Props {
  params: Promise<{ registry: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).registry} notifications` }
}

export default async function RegistryNotificationsPage({ params }: Props) {
  const ctx = await pageContext()
  const { registry } = await parseParams(contracts.getRegistry.params, params)
  const decision = can(ctx.actor, 'notification:read')
  if (!decision.allowed) return <Notice>{decision.reason}</Notice>

  const state = presentNotifications(await orNotFound(getNotifications(ctx, { registry })), {
    actor: ctx.actor,
    publicOrigin: runtime().settings.publicOrigin,
  })
  const letters = presentDeadLetters(await listDeadLetters(ctx, { registry, limit: LETTERS_SHOWN }))
  return (
    <Seed
      fill={(client) => {
        client.setQueryData(notificationQueries.state(registry).queryKey, state)
        client.setQueryData(notificationQueries.deadLetters(registry).queryKey, letters)
      }}
    >
      <NotificationView registry={registry} />
    </Seed>
  )
}
