import { contracts } from '@/lib/api/contracts'
import { presentChannel } from '@/lib/api/presenters/golden-channels'
import { holdChannel } from '@/lib/golden/use-cases/channels/hold'
import { route } from '@/lib/server/route'

export const POST = route(contracts.holdChannel, async ({ ctx, params, body }) =>
  presentChannel(await holdChannel(ctx, { ...params, ...body })),
)
