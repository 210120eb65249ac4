import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { rotateHookSecret } from '@/lib/sync/use-cases/rotate-hook-secret'

export const POST = route(contracts.rotateHookSecret, ({ ctx, params, body }) =>
  rotateHookSecret(ctx, { ...params, ...body }),
)
