import { acceptInvitation } from '@/lib/access/use-cases/accept-invitation'
import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'

export const POST = route(contracts.acceptInvitation, async ({ ctx, body }) => {
  const { token: secret, name, password } = body
  return { name: (await acceptInvitation(ctx, { secret, name, password })).name }
})
