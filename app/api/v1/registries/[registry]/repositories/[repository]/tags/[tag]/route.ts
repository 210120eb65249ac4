import { contracts } from '@/lib/api/contracts'
import { presentTagDetail } from '@/lib/api/presenters/catalog'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { retag } from '@/lib/cleanup/use-cases/retag'
import { readIfMatch } from '@/lib/server/http/if-match'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getTag, async ({ ctx, params }) =>
  presentTagDetail(await getTag(ctx, params)),
)

export const PUT = route(contracts.putTag, ({ ctx, params, body, request }) =>
  retag(ctx, { ...params, ...body, seen: readIfMatch(request.headers) }),
)
