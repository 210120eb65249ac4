import { contracts } from '@/lib/api/contracts'
import { presentChannelHistory } from '@/lib/api/presenters/golden-channels'
import { listChannelHistory } from '@/lib/golden/use-cases/channels/read-channels'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listChannelHistory, async ({ ctx, params, query }) =>
  presentChannelHistory(await listChannelHistory(ctx, { ...params, ...query })),
)
