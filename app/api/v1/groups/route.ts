import { can } from '@/lib/access/rules/can'
import { createGroup } from '@/lib/access/use-cases/change-groups'
import { listGroups } from '@/lib/access/use-cases/groups'
import { contracts } from '@/lib/api/contracts'
import { presentGroup, presentGroupDetail } from '@/lib/api/presenters/access'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listGroups, async ({ ctx }) => ({
  items: (await listGroups(ctx)).map(presentGroup),
  can: { create: presentAllowed(can(ctx.actor, 'group:manage')) },
}))

export const POST = route(contracts.createGroup, async ({ ctx, body }) =>
  presentGroupDetail(await createGroup(ctx, body)),
)
