import { endSessionsOf } from '@/lib/access/use-cases/end-sessions'
import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'

export const POST = route(contracts.endUserSessions, ({ ctx, params }) => endSessionsOf(ctx, params.user))
