import { contracts } from '@/lib/api/contracts'
import { presentLine, presentLines } from '@/lib/api/presenters/golden-line'
import { createLine } from '@/lib/golden/use-cases/lines'
import { listShownLines, showLine } from '@/lib/golden/use-cases/read-lines'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listLines, async ({ ctx, query: { archived, ...query } }) =>
  presentLines(await listShownLines(ctx, { ...query, isArchived: archived === 'true' }), ctx.actor),
)

export const POST = route(contracts.createLine, async ({ ctx, body }) =>
  presentLine(await showLine(ctx, await createLine(ctx, body)), ctx.actor),
)
