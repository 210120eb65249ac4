import { contracts } from '@/lib/api/contracts'
import { presentCheck } from '@/lib/api/presenters/retention'
import { checkText } from '@/lib/cleanup/use-cases/retention/check-text'
import { route } from '@/lib/server/route'

export const POST = route(contracts.checkRetentionPolicy, async ({ ctx, body }) =>
  presentCheck(await checkText(ctx, body)),
)
