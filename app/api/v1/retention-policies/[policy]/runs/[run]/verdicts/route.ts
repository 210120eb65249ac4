import { contracts } from '@/lib/api/contracts'
import { presentVerdicts } from '@/lib/api/presenters/retention'
import { listVerdicts } from '@/lib/cleanup/use-cases/retention/read-policies'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listRetentionVerdicts, async ({ ctx, params, query }) => {
  const { changed, ...filter } = query
  return presentVerdicts(
    await listVerdicts(ctx, { ...params, ...filter, changed: changed === 'true' || undefined }),
  )
})
