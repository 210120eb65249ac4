import { contracts } from '@/lib/api/contracts'
import { presentRepositoryDetail } from '@/lib/api/presenters/catalog'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { checkWhenOpened } from '@/lib/server/light-check'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getRepository, async ({ ctx, params }) => {
  await checkWhenOpened(ctx, params)
  return presentRepositoryDetail(await getRepository(ctx, params))
})
