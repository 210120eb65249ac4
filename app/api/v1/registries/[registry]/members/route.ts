import { listMembers } from '@/lib/access/use-cases/list-members'
import { contracts } from '@/lib/api/contracts'
import { presentMembers } from '@/lib/api/presenters/access'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listMembers, async ({ ctx, params, query }) =>
  presentMembers(await listMembers(ctx, { registry: params.registry, path: query.path })),
)
