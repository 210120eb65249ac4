import { createUser } from '@/lib/access/use-cases/create-user'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { contracts } from '@/lib/api/contracts'
import { presentUser } from '@/lib/api/presenters/people'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listUsers, async ({ ctx }) => ({
  items: (await listUsers(ctx)).map(presentUser),
}))

export const POST = route(contracts.createUser, async ({ ctx, body }) =>
  presentUser(await createUser(ctx, body)),
)
