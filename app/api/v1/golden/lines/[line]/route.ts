import { contracts } from '@/lib/api/contracts'
import { presentLine } from '@/lib/api/presenters/golden-line'
import { getLine, updateLine } from '@/lib/golden/use-cases/lines'
import { showLine } from '@/lib/golden/use-cases/read-lines'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getLine, async ({ ctx, params }) =>
  presentLine(await showLine(ctx, await getLine(ctx, params)), ctx.actor),
)

export const PATCH = route(contracts.updateLine, async ({ ctx, params, body }) =>
  presentLine(await showLine(ctx, await updateLine(ctx, { ...params, ...body })), ctx.actor),
)
