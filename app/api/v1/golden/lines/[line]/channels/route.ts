import { contracts } from '@/lib/api/contracts'
import { presentChannels } from '@/lib/api/presenters/golden-channels'
import { putChannels } from '@/lib/golden/use-cases/channels/put-channels'
import { listChannels } from '@/lib/golden/use-cases/channels/read-channels'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listChannels, async ({ ctx, params }) =>
  presentChannels(await listChannels(ctx, params.line)),
)

export const PUT = route(contracts.putChannels, async ({ ctx, params, body }) =>
  presentChannels(await putChannels(ctx, { ...params, ...body })),
)
