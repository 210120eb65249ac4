import { contracts } from '@/lib/api/contracts'
import { presentChannel } from '@/lib/api/presenters/golden-channels'
import { releaseChannel } from '@/lib/golden/use-cases/channels/hold'
import { route } from '@/lib/server/route'

export const POST = route(contracts.releaseChannel, async ({ ctx, params, body }) =>
  presentChannel(await releaseChannel(ctx, { ...params, ...body })),
)
