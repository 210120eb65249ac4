import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { can } from '@/lib/access/rules/can'
import { ForbiddenError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import type { JobHandler, JobRun } from '@/lib/jobs/handler'
import type { JobOutcome } from '@/lib/jobs/job'
import { CANCELLED } from '@/lib/jobs/run-job'
import { setPhase } from '@/lib/jobs/store/progress'
import { announceRun, cancelRun, closeRun, refuseRun } from '../retention/close-run'
import { handOver } from '../retention/hand-over'
import { type JudgedScope, judgeScope } from '../retention/judge-scope'
import { keepVerdicts } from '../retention/keep-verdicts'
import { RETENTION_KIND, type RetentionPolicyRow, type RetentionRunRow, reachOf } from '../retention-policy'
import { refusalOfShare, refusalToStart } from '../rules/retention/guard'
import { asStarter, starterShape } from '../starter'
import { findPolicy } from '../store/retention-policies'
import { findRun, updateRun } from '../store/retention-runs'

const retentionInput = z.object({ runId: z.string(), starter: starterShape })
const DONE: JobOutcome = { status: 'succeeded', problemCode: null }
const REFUSED: JobOutcome = { status: 'failed', problemCode: 'run-refused' }

/** One simulation or run: judges by the index; a run then hands what goes to deletions of its own. */
const judgeAndAct: JobHandler = async (ctx, jobRun) => {
  const work = await loadWork(ctx, jobRun)
  const { run, starter } = work
  if (run.finishedAt !== null || run.state === 'deleting') return DONE

  try {
    const acting = await asStarter(ctx, starter)
    return run.kind === 'run' ? await carryOut(acting, work) : await simulate(acting, work)
  } catch (error) {
    if (!ctx.signal.aborted && error instanceof ForbiddenError) {
      await refuseRun(ctx, work, { code: 'rights', message: error.detail })
      return REFUSED
    }
    if (!ctx.signal.aborted) await closeRun(ctx, work, { state: 'failed', code: 'internal' })
    else if (ctx.signal.reason === CANCELLED) await cancelRun(ctx, work)
    throw error
  }
}

/** Of a job that was cancelled while no worker had it. */
async function settle(ctx: Context, jobRun: JobRun): Promise<void> {
  await cancelRun(ctx, await loadWork(ctx, jobRun))
}

async function loadWork(ctx: Context, jobRun: JobRun) {
  const { runId, starter } = retentionInput.parse(JSON.parse(jobRun.job.input))
  const run = await findRun(ctx.db.query, runId)
  const policy = run && (await findPolicy(ctx.db.query, run.policyId))
  if (run === undefined || policy === undefined) throw new NotFoundError()
  return { run, policy, jobRun, starter }
}

/** What a worker does for retention. */
export const retentionHandlers: Readonly<Record<string, JobHandler>> = {
  [RETENTION_KIND]: Object.assign(judgeAndAct, { settle }),
}

interface Work {
  readonly run: RetentionRunRow
  readonly policy: RetentionPolicyRow
  readonly jobRun: JobRun
}

async function simulate(ctx: Context, work: Work): Promise<JobOutcome> {
  const right = can(ctx.actor, 'retention:read', reachOf(work.policy))
  if (!right.allowed) throw new ForbiddenError(right.reason)
  await judgeAndKeep(ctx, work)
  await closeRun(ctx, work, { state: 'finished', code: null })
  return DONE
}

async function carryOut(ctx: Context, work: Work): Promise<JobOutcome> {
  const { policy, run } = work
  const refusal = refusalToStart({
    version: policy.version,
    reviewedVersion: policy.reviewedVersion,
    isPaused: policy.isPaused && run.trigger === 'schedule',
    rightsRefusal: rightsRefusal(ctx, policy),
    isVanishing: policy.isVanishing,
  })
  if (refusal !== null) {
    await refuseRun(ctx, work, refusal)
    return REFUSED
  }

  const judged = await judgeAndKeep(ctx, work)
  const { tags, deleted } = judged.totals
  const tooMany = refusalOfShare({ judged: tags, deleted, maxPercent: policy.document.maxPercent })
  if (tooMany !== null) {
    await refuseRun(ctx, work, tooMany)
    return REFUSED
  }
  if (deleted + judged.manifests.length === 0) {
    await closeRun(ctx, work, { state: 'finished', code: null })
    return DONE
  }
  ctx.signal.throwIfAborted()
  await handOver(ctx, { run, policy, judged, hold: work.jobRun.hold })
  return DONE
}

/** A run takes what both running the policy and deleting tags take, on all that it reaches. */
function rightsRefusal(ctx: Context, policy: RetentionPolicyRow): string | null {
  for (const action of ['retention:run', 'tag:delete'] as const) {
    const decision = can(ctx.actor, action, reachOf(policy))
    if (!decision.allowed) return `${ctx.actor.name} may not delete here: ${decision.reason}`
  }
  return null
}

async function judgeAndKeep(ctx: Context, work: Work): Promise<JudgedScope> {
  const { run, policy, jobRun } = work
  await setPhase(ctx.db.query, jobRun.hold, 'Judging tags')
  await transaction(ctx.db, async (tx) => {
    await updateRun(tx, run.id, { state: 'judging' })
    await announceRun(tx, policy)
  })
  const judged = await judgeScope(ctx, policy)
  await setPhase(ctx.db.query, jobRun.hold, 'Writing down verdicts')
  await keepVerdicts(ctx, { run, judged })
  return judged
}
