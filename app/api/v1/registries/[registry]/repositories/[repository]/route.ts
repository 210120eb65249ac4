import { contracts } from '@/lib/api/contracts'
import { presentRepositoryDetail } from '@/lib/api/presenters/catalog'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getRepository, async ({ ctx, params }) =>
  presentRepositoryDetail(await getRepository(ctx, params)),
)
