import { contracts } from '@/lib/api/contracts'
import { checkLineNow } from '@/lib/golden/use-cases/drift/check-line-now'
import { route } from '@/lib/server/route'

export const POST = route(contracts.checkLine, async ({ ctx, params }) => {
  const { open, unknown, checkedAt } = await checkLineNow(ctx, params.line)
  return { open, unknown: [...unknown], checkedAt }
})
