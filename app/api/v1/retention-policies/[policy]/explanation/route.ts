import { contracts } from '@/lib/api/contracts'
import { presentExplained } from '@/lib/api/presenters/retention'
import { explainTag } from '@/lib/cleanup/use-cases/retention/explain-tag'
import { route } from '@/lib/server/route'

export const GET = route(contracts.explainRetention, async ({ ctx, params, query }) =>
  presentExplained(await explainTag(ctx, { ...params, ...query })),
)
