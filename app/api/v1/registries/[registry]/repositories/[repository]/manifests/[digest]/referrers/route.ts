import { contracts } from '@/lib/api/contracts'
import { presentReferrers } from '@/lib/api/presenters/manifest'
import { listReferrers } from '@/lib/catalog/use-cases/list-referrers'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listReferrers, async ({ ctx, params }) =>
  presentReferrers(await listReferrers(ctx, params)),
)
