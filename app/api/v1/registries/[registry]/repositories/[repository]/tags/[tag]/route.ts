import { contracts } from '@/lib/api/contracts'
import { presentTagDetail } from '@/lib/api/presenters/catalog'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getTag, async ({ ctx, params }) =>
  presentTagDetail(await getTag(ctx, params)),
)
