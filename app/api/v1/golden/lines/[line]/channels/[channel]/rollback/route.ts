import { contracts } from '@/lib/api/contracts'
import { presentPromoted } from '@/lib/api/presenters/golden-channels'
import { getChannel } from '@/lib/golden/use-cases/channels/read-channels'
import { rollBackChannel } from '@/lib/golden/use-cases/channels/roll-back'
import { route } from '@/lib/server/route'

export const POST = route(contracts.rollBackChannel, async ({ ctx, params, body }) =>
  presentPromoted(await rollBackChannel(ctx, { ...params, ...body }), await getChannel(ctx, params)),
)
