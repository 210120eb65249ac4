import { contracts } from '@/lib/api/contracts'
import { discardSigningKey } from '@/lib/docker-token/use-cases/discard-signing-key'
import { route } from '@/lib/server/route'

export const DELETE = route(contracts.discardSigningKey, async ({ ctx, params }) =>
  discardSigningKey(ctx, params.key),
)
