import { contracts } from '@/lib/api/contracts'
import { presentNotifications } from '@/lib/api/presenters/notifications'
import { route } from '@/lib/server/route'
import { runtime } from '@/lib/server/runtime'
import { getNotifications } from '@/lib/sync/use-cases/get-notifications'

export const GET = route(contracts.getNotifications, async ({ ctx, params }) =>
  presentNotifications(await getNotifications(ctx, params), {
    actor: ctx.actor,
    publicOrigin: runtime().settings.publicOrigin,
  }),
)
