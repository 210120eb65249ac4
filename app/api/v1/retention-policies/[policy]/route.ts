import { contracts } from '@/lib/api/contracts'
import { presentPolicy } from '@/lib/api/presenters/retention'
import { deletePolicy } from '@/lib/cleanup/use-cases/retention/delete-policy'
import { getPolicy, showPolicy } from '@/lib/cleanup/use-cases/retention/read-policies'
import { updatePolicySettings } from '@/lib/cleanup/use-cases/retention/update-policy'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getRetentionPolicy, async ({ ctx, params }) =>
  presentPolicy(await getPolicy(ctx, params), ctx.actor),
)

export const PATCH = route(contracts.updateRetentionPolicy, async ({ ctx, params, body }) => {
  const changed = await updatePolicySettings(ctx, { ...params, ...body })
  return presentPolicy(await showPolicy(ctx, changed), ctx.actor)
})

export const DELETE = route(contracts.deleteRetentionPolicy, ({ ctx, params }) => deletePolicy(ctx, params))
