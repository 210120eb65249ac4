import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'
import { lookAgain } from '../attestations/look-again'
import { checkLine } from '../drift/check-line'
import { currentOf } from '../rules/version'
import { findLine } from '../store/lines'
import { listLineIds } from '../store/touches'
import { listCandidatesOf } from '../store/version-ids'
import { listVersionFacts } from '../store/versions'

const LINES_AT_ONCE = 100
const inputShape = z.object({ registryId: z.string() })

/** Holds every line of a registry against it: tags by the index, manifests and what is attached by asking. */
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
      isUnsure ||= !(await lookAtAttached(ctx, lineId))
    }
    const last = lineIds.at(-1)
    if (last === undefined) break
    after = last
  }
  return { status: isUnsure ? 'partial' : 'succeeded', problemCode: isUnsure ? 'upstream-error' : null }
}

/**
 * What is attached to what people decide about: its candidates and what is in force. For registries that tell nobody
 * of manifests without a tag. False where nobody could tell.
 */
async function lookAtAttached(ctx: Context, lineId: string): Promise<boolean> {
  const line = await findLine(ctx.db.query, lineId)
  if (line === undefined) return true
  const current = currentOf(await listVersionFacts(ctx.db.query, [lineId]), ctx.clock.now())
  const versions = [...(await listCandidatesOf(ctx.db.query, lineId)), ...(current ? [current] : [])]
  let isKnown = true
  for (const version of versions) {
    ctx.signal.throwIfAborted()
    try {
      await lookAgain(ctx, line, version)
    } catch (error) {
      ctx.signal.throwIfAborted()
      if (!(error instanceof AppError)) throw error
      ctx.log.warn({ line: line.name, version: version.id, error }, 'what is attached could not be read')
      isKnown = false
    }
  }
  return isKnown
}
