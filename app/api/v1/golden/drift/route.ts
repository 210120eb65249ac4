import { contracts } from '@/lib/api/contracts'
import { presentDriftPage } from '@/lib/api/presenters/golden-drift'
import { listDrift } from '@/lib/golden/use-cases/drift/list-drift'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listDrift, async ({ ctx, query }) =>
  presentDriftPage(await listDrift(ctx, query)),
)
