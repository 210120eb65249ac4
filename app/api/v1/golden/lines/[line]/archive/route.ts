import { contracts } from '@/lib/api/contracts'
import { presentLine } from '@/lib/api/presenters/golden-line'
import { archiveLine } from '@/lib/golden/use-cases/lines'
import { showLine } from '@/lib/golden/use-cases/read-lines'
import { route } from '@/lib/server/route'

export const POST = route(contracts.archiveLine, async ({ ctx, params, body }) =>
  presentLine(await showLine(ctx, await archiveLine(ctx, { ...params, ...body })), ctx.actor),
)
