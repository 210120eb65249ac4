import { contracts } from '@/lib/api/contracts'
import { presentManifest } from '@/lib/api/presenters/manifest'
import { getManifest } from '@/lib/catalog/use-cases/get-manifest'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getManifest, async ({ ctx, params }) =>
  presentManifest(await getManifest(ctx, params)),
)
