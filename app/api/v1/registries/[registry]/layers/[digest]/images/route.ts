import { contracts } from '@/lib/api/contracts'
import { presentSharedLayer } from '@/lib/api/presenters/manifest'
import { listImagesWithLayer } from '@/lib/catalog/use-cases/list-images-with-layer'
import { route } from '@/lib/server/route'

export const GET = route(contracts.sharedLayer, async ({ ctx, params }) =>
  presentSharedLayer(await listImagesWithLayer(ctx, params)),
)
