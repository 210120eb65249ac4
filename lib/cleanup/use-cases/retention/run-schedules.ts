import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Executor } from '@/lib/db/connection'
import { cancelRun, closeRun } from '../../retention/close-run'
import { keepPolicySchedule } from '../../retention/keep-schedule'
import { queueRun } from '../../retention/queue-run'
import type { RetentionRunRow } from '../../retention-policy'
import { outcomeOf } from '../../rules/retention/outcome'
import { countOutcomes, listDeletionStates } from '../../store/retention-deletions'
import { findPolicy } from '../../store/retention-policies'
import { listAbandonedRuns, listDeletingRuns } from '../../store/retention-runs'

/** Queues the run of a policy whose time has come, as its owner, in the transaction that took the firing. */
export async function fireScheduledRun(ctx: Context, tx: Executor, policyId: string): Promise<void> {
  const policy = await findPolicy(tx, policyId)
  if (policy === undefined) return

  await keepPolicySchedule(tx, policy, ctx.clock.now())
  const { ip, userAgent, requestId } = ctx
  const starter = { actorId: policy.ownerId, ip, userAgent, requestId }
  await queueRun(ctx, tx, { policy, kind: 'run', trigger: 'schedule', starter, actorName: policy.ownerName })
}

/**
 * Sums up the runs whose deletions have all come to an end, and ends those whose job ended without them: one that
 * waited is cancelled without a worker. Any replica may; each is ended once.
 */
export async function closeFinishedRuns(ctx: Context): Promise<void> {
  for (const run of await listDeletingRuns(ctx.db.query)) await closeIfDone(ctx, run)
  for (const run of await listAbandonedRuns(ctx.db.query)) {
    const policy = await findPolicy(ctx.db.query, run.policyId)
    if (policy !== undefined) await cancelRun(ctx, { run, policy })
  }
}

async function closeIfDone(ctx: Context, run: RetentionRunRow): Promise<void> {
  const policy = await findPolicy(ctx.db.query, run.policyId)
  const states = await listDeletionStates(ctx.db.query, run.id)
  const state = outcomeOf(states)
  if (policy === undefined || state === null) return
  const outcome = await countOutcomes(ctx.db.query, run.id)
  const totals = run.totals === null ? undefined : JSON.stringify({ ...run.totals, outcome })
  const code = state === 'partial' || state === 'failed' ? 'conflict' : null
  await closeRun(ctx, { run, policy }, { state, code, ...(totals !== undefined && { totals }) })
}
