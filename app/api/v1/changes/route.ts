import { contracts } from '@/lib/api/contracts'
import { changeStream } from '@/lib/server/live/change-stream'
import { resumeMark } from '@/lib/server/live/resume-mark'
import { route } from '@/lib/server/route'
import { runtime } from '@/lib/server/runtime'

export const GET = route(contracts.changes, async ({ ctx, request, query }) =>
  changeStream(runtime(), {
    actor: ctx.actor,
    headers: request.headers,
    signal: request.signal,
    after: resumeMark(request.headers, query.after),
  }),
)
