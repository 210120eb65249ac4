import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { discardDeadLetters } from '@/lib/sync/use-cases/dead-letters'

export const DELETE = route(contracts.discardDeadLetter, async ({ ctx, params }) => {
  await discardDeadLetters(ctx, params)
})
