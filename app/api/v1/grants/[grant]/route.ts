import { changeGrant, removeGrant } from '@/lib/access/use-cases/change-grant'
import { contracts } from '@/lib/api/contracts'
import { presentGrant } from '@/lib/api/presenters/access'
import { route } from '@/lib/server/route'

export const PATCH = route(contracts.updateGrant, async ({ ctx, params, body }) =>
  presentGrant(await changeGrant(ctx, { grantId: params.grant, role: body.role })),
)

export const DELETE = route(contracts.deleteGrant, ({ ctx, params }) => removeGrant(ctx, params.grant))
