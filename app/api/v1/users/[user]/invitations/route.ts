import { createInvitation } from '@/lib/access/use-cases/invite-user'
import { contracts } from '@/lib/api/contracts'
import { presentInvitation } from '@/lib/api/presenters/sign-in'
import { publicOrigin } from '@/lib/server/public-origin'
import { route } from '@/lib/server/route'

export const POST = route(contracts.createInvitation, async ({ ctx, params }) =>
  presentInvitation(await createInvitation(ctx, params.user), publicOrigin()),
)
