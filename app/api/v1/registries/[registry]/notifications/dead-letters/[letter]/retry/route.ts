import { contracts } from '@/lib/api/contracts'
import { presentRetry } from '@/lib/api/presenters/notifications'
import { route } from '@/lib/server/route'
import { retryDeadLetter } from '@/lib/sync/use-cases/dead-letters'

export const POST = route(contracts.retryDeadLetter, async ({ ctx, params }) =>
  presentRetry(await retryDeadLetter(ctx, params)),
)
