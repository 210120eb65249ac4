import { contracts } from '@/lib/api/contracts'
import { presentActivity } from '@/lib/api/presenters/history'
import { listRepositoryActivity } from '@/lib/catalog/use-cases/list-activity'
import { route } from '@/lib/server/route'

export const GET = route(contracts.repositoryActivity, async ({ ctx, params, query }) =>
  presentActivity(await listRepositoryActivity(ctx, { ...params, ...query })),
)
