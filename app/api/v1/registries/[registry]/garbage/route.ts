import { contracts } from '@/lib/api/contracts'
import { presentGarbage } from '@/lib/api/presenters/garbage'
import { getDanglingSummary } from '@/lib/cleanup/use-cases/get-dangling-summary'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getGarbage, async ({ ctx, params }) =>
  presentGarbage(await getDanglingSummary(ctx, params)),
)
