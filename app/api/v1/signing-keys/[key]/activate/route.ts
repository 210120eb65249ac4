import { contracts } from '@/lib/api/contracts'
import { activateSigningKey } from '@/lib/docker-token/use-cases/activate-signing-key'
import { route } from '@/lib/server/route'

export const POST = route(contracts.activateSigningKey, async ({ ctx, params }) =>
  activateSigningKey(ctx, params.key),
)
