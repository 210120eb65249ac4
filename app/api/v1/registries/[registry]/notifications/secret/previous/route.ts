import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { endPreviousHookSecret } from '@/lib/sync/use-cases/rotate-hook-secret'

export const DELETE = route(contracts.endHookSecret, ({ ctx, params }) => endPreviousHookSecret(ctx, params))
