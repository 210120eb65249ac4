import { contracts } from '@/lib/api/contracts'
import { promote } from '@/lib/cleanup/use-cases/promote'
import { route } from '@/lib/server/route'

export const POST = route(contracts.promoteTag, async ({ ctx, params, body }) => {
  const { repository, tag = params.tag, replaces: seen, ...rest } = body
  return { jobId: await promote(ctx, { ...params, ...rest, target: { repository, tag, seen } }) }
})
