import { contracts } from '@/lib/api/contracts'
import { presentDeadLetters } from '@/lib/api/presenters/notifications'
import { route } from '@/lib/server/route'
import { discardDeadLetters, listDeadLetters } from '@/lib/sync/use-cases/dead-letters'

export const GET = route(contracts.listDeadLetters, async ({ ctx, params, query }) =>
  presentDeadLetters(await listDeadLetters(ctx, { ...params, ...query })),
)

export const DELETE = route(contracts.discardAllDeadLetters, async ({ ctx, params }) => {
  await discardDeadLetters(ctx, params)
})
