import { contracts } from '@/lib/api/contracts'
import { presentDeletion } from '@/lib/api/presenters/deletion'
import { getDeletion } from '@/lib/cleanup/use-cases/get-deletion'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getDeletion, async ({ ctx, params, query }) =>
  presentDeletion(await getDeletion(ctx, { ...params, ...query })),
)
