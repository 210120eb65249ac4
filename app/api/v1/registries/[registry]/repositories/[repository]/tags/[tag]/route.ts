import { contracts } from '@/lib/api/contracts'
import { presentTagDetail } from '@/lib/api/presenters/catalog'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { missingIn } from '@/lib/cleanup/use-cases/find-missing'
import { retag } from '@/lib/cleanup/use-cases/retag'
import { deleteTag } from '@/lib/cleanup/use-cases/start-deletion'
import { marksIn } from '@/lib/golden/use-cases/find-marks'
import { readIdempotencyKey } from '@/lib/server/http/idempotency-key'
import { readIfMatch } from '@/lib/server/http/if-match'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getTag, async ({ ctx, params }) => {
  const tag = await getTag(ctx, params)
  return presentTagDetail(tag, {
    marks: await marksIn(ctx, params, [tag.digest]),
    missing: await missingIn(ctx, params, [tag.digest]),
  })
})

export const PUT = route(contracts.putTag, ({ ctx, params, body, request }) =>
  retag(ctx, { ...params, ...body, seen: readIfMatch(request.headers) }),
)

export const DELETE = route(contracts.deleteTag, ({ ctx, params, query, request }) =>
  deleteTag(ctx, {
    ...params,
    expectedDigest: readIfMatch(request.headers),
    removeUntagged: query.removeUntagged === 'true',
    reason: query.reason,
    idempotencyKey: readIdempotencyKey(request.headers),
  }),
)
