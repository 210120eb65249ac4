import 'server-only'
import { z } from 'zod'
import type { JobHandler } from '@/lib/jobs/handler'
import { EVALUATE_KIND } from '../queue-evaluation'
import { listCandidateIds } from '../store/version-ids'
import { evaluateAgain } from '../use-cases/evaluate-version'

const input = z.object({ policyId: z.string().nullable() })
const AT_ONCE = 100

/** Evaluates every candidate a change of policy concerns, each in a transaction of its own. Safe to repeat. */
const evaluateCandidates: JobHandler = async (ctx, { job }) => {
  const { policyId } = input.parse(JSON.parse(job.input))
  let after = ''
  for (;;) {
    const filter = policyId === null ? {} : { policyId }
    const ids = await listCandidateIds(ctx.db.query, { ...filter, after, limit: AT_ONCE })
    for (const id of ids) {
      ctx.signal.throwIfAborted()
      await evaluateAgain(ctx, id)
      after = id
    }
    if (ids.length < AT_ONCE) return { status: 'succeeded', problemCode: null }
  }
}

/** What a worker does to keep evaluations true. */
export const evaluationHandlers: Readonly<Record<string, JobHandler>> = {
  [EVALUATE_KIND]: evaluateCandidates,
}
