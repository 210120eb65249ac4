import { updateUser } from '@/lib/access/use-cases/update-user'
import { contracts } from '@/lib/api/contracts'
import { presentUser } from '@/lib/api/presenters/people'
import { route } from '@/lib/server/route'

export const PATCH = route(contracts.updateUser, async ({ ctx, params, body }) =>
  presentUser(await updateUser(ctx, { ...body, userId: params.user })),
)
