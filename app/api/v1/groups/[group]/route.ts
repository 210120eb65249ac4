import { deleteGroup, updateGroup } from '@/lib/access/use-cases/change-groups'
import { getGroup } from '@/lib/access/use-cases/groups'
import { contracts } from '@/lib/api/contracts'
import { presentGroupDetail } from '@/lib/api/presenters/access'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getGroup, async ({ ctx, params }) =>
  presentGroupDetail(await getGroup(ctx, params.group)),
)

export const PATCH = route(contracts.updateGroup, async ({ ctx, params, body }) =>
  presentGroupDetail(await updateGroup(ctx, { ...body, groupId: params.group })),
)

export const DELETE = route(contracts.deleteGroup, ({ ctx, params }) => deleteGroup(ctx, params.group))
