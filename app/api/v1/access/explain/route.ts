import { explainAccess } from '@/lib/access/use-cases/explain-access'
import { contracts } from '@/lib/api/contracts'
import { presentExplanation } from '@/lib/api/presenters/access'
import { route } from '@/lib/server/route'

export const GET = route(contracts.explainAccess, async ({ ctx, query }) =>
  presentExplanation(await explainAccess(ctx, query)),
)
