import { contracts } from '@/lib/api/contracts'
import { presentDangling } from '@/lib/api/presenters/garbage'
import { listDangling } from '@/lib/cleanup/use-cases/list-dangling'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listDangling, async ({ ctx, params, query }) =>
  presentDangling(await listDangling(ctx, { ...params, ...query })),
)
