import { contracts } from '@/lib/api/contracts'
import { presentPromoted } from '@/lib/api/presenters/golden-channels'
import { promoteChannel } from '@/lib/golden/use-cases/channels/promote'
import { getChannel } from '@/lib/golden/use-cases/channels/read-channels'
import { route } from '@/lib/server/route'

export const POST = route(contracts.promoteChannel, async ({ ctx, params, body }) =>
  presentPromoted(await promoteChannel(ctx, { ...params, ...body }), await getChannel(ctx, params)),
)
