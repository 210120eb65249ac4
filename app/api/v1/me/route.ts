import { contracts } from '@/lib/api/contracts'
import { presentMe } from '@/lib/api/presenters/people'
import { route } from '@/lib/server/route'

export const GET = route(contracts.me, async ({ ctx }) => presentMe(ctx.actor))
