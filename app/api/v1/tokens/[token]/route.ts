import { revokeToken } from '@/lib/access/use-cases/revoke-token'
import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'

export const DELETE = route(contracts.revokeToken, ({ ctx, params }) => revokeToken(ctx, params.token))
