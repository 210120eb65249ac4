import { contracts } from '@/lib/api/contracts'
import { presentRepositoryDetail } from '@/lib/api/presenters/catalog'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { startDeletion } from '@/lib/cleanup/use-cases/start-deletion'
import { readIdempotencyKey } from '@/lib/server/http/idempotency-key'
import { checkWhenOpened } from '@/lib/server/light-check'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getRepository, async ({ ctx, params }) => {
  await checkWhenOpened(ctx, params)
  return presentRepositoryDetail(await getRepository(ctx, params))
})

export const DELETE = route(contracts.deleteRepository, ({ ctx, params, body, request }) =>
  startDeletion(ctx, {
    ...params,
    ...body,
    all: true,
    idempotencyKey: readIdempotencyKey(request.headers),
  }),
)
