import { createUser } from '@/lib/access/use-cases/create-user'
import { inviteUser } from '@/lib/access/use-cases/invite-user'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { contracts } from '@/lib/api/contracts'
import { presentListedUser, presentUser } from '@/lib/api/presenters/people'
import { presentInvited } from '@/lib/api/presenters/sign-in'
import { publicOrigin } from '@/lib/server/public-origin'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listUsers, async ({ ctx }) => ({
  items: (await listUsers(ctx)).map(presentListedUser),
}))

export const POST = route(contracts.createUser, async ({ ctx, body }) => {
  const { password, ...person } = body
  if (password === undefined) return presentInvited(await inviteUser(ctx, person), publicOrigin())
  return { ...presentUser(await createUser(ctx, { ...person, password })), invitation: null }
})
