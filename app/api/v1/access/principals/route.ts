import { findPrincipals } from '@/lib/access/use-cases/find-principals'
import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'

export const GET = route(contracts.findPrincipals, async ({ ctx, query }) => ({
  items: await findPrincipals(ctx, query),
}))
