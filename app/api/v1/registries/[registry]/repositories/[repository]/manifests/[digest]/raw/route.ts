import { contracts } from '@/lib/api/contracts'
import { getRawManifest } from '@/lib/catalog/use-cases/get-raw-manifest'
import { route } from '@/lib/server/route'

export const GET = route(contracts.rawManifest, ({ ctx, params }) => getRawManifest(ctx, params))
