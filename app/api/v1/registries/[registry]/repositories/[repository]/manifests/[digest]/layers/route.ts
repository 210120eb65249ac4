import { contracts } from '@/lib/api/contracts'
import { presentLayerHistory } from '@/lib/api/presenters/manifest'
import { getLayerHistory } from '@/lib/catalog/use-cases/get-layer-history'
import { route } from '@/lib/server/route'

export const GET = route(contracts.layerHistory, async ({ ctx, params }) =>
  presentLayerHistory(await getLayerHistory(ctx, params)),
)
