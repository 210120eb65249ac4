import { contracts } from '@/lib/api/contracts'
import { presentTagHistory } from '@/lib/api/presenters/history'
import { listTagHistory } from '@/lib/catalog/use-cases/list-tag-history'
import { route } from '@/lib/server/route'

export const GET = route(contracts.tagHistory, async ({ ctx, params, query }) =>
  presentTagHistory(await listTagHistory(ctx, { ...params, ...query })),
)
