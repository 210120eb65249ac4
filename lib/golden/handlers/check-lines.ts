import 'server-only'
import { z } from 'zod'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'
import { checkLine } from '../drift/check-line'
import { listLineIds } from '../store/touches'

const LINES_AT_ONCE = 100
const inputShape = z.object({ registryId: z.string() })

/** Holds every line of a registry against it: tags by the index, manifests by asking. */
export const checkLines: JobHandler = async (ctx, { job, hold }) => {
  const { registryId } = inputShape.parse(JSON.parse(job.input))
  let isUnsure = false
  for (let after = ''; ; ) {
    const page = { registryId, after, limit: LINES_AT_ONCE }
    const lineIds = await listLineIds(ctx.db.query, page)
    for (const lineId of lineIds) {
      ctx.signal.throwIfAborted()
      await setPhase(ctx.db.query, hold, 'Comparing golden lines')
      const checked = await checkLine(ctx, { lineId, learnedBy: 'sweep', about: 'everything' })
      isUnsure ||= (checked?.unknown.length ?? 0) > 0
    }
    const last = lineIds.at(-1)
    if (last === undefined) break
    after = last
  }
  return { status: isUnsure ? 'partial' : 'succeeded', problemCode: isUnsure ? 'upstream-error' : null }
}
