import 'server-only'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { NotFoundError } from '@/lib/core/errors'
import { authorizeLine } from '../../authorize-line'
import { type CheckedLine, checkLine } from '../../drift/check-line'

const WAIT_MS = 30_000

/** Asks the registry now whether everything of a line is there, and gives what is open. @throws NotFoundError, ForbiddenError */
export async function checkLineNow(
  ctx: Context,
  lineId: string,
): Promise<CheckedLine & { readonly checkedAt: number }> {
  const line = await authorizeLine(ctx, 'registry:sync', lineId)

  const asked = { lineId: line.id, learnedBy: 'sweep', about: 'everything' } as const
  const checked = await askRegistry(ctx, { registryId: line.registryId, waitMs: WAIT_MS }, (_, signal) =>
    checkLine({ ...ctx, signal }, asked),
  )
  if (checked === undefined) throw new NotFoundError()
  return { ...checked, checkedAt: ctx.clock.now() }
}
