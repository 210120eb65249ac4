import { contracts } from '@/lib/api/contracts'
import { startDeletion } from '@/lib/cleanup/use-cases/start-deletion'
import { readIdempotencyKey } from '@/lib/server/http/idempotency-key'
import { route } from '@/lib/server/route'

export const POST = route(contracts.createDeletion, ({ ctx, params, body, request }) =>
  startDeletion(ctx, { ...params, ...body, idempotencyKey: readIdempotencyKey(request.headers) }),
)
