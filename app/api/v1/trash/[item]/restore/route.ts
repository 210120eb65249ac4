import { contracts } from '@/lib/api/contracts'
import { restoreItem } from '@/lib/cleanup/use-cases/restore-item'
import { readIfMatch } from '@/lib/server/http/if-match'
import { route } from '@/lib/server/route'

export const POST = route(contracts.restoreTrash, ({ ctx, params, body, request }) =>
  restoreItem(ctx, { ...params, ...body, seen: readIfMatch(request.headers) }),
)
