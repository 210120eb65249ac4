import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { queueDeliveries } from '@/lib/webhooks/queue'
import type { RetentionPolicyRow, RetentionRunRow } from '../retention-policy'
import type { RunRefusal } from '../rules/retention/guard'
import { findRun, pruneRuns, updateRun } from '../store/retention-runs'

interface Ending {
  readonly run: RetentionRunRow
  readonly policy: RetentionPolicyRow
}

/** Ends a run that may not be carried out, and says why to whoever reads or listens. Nothing was deleted. */
export async function refuseRun(ctx: Context, { run, policy }: Ending, refusal: RunRefusal): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const isOurs = await updateRun(tx, run.id, {
      state: 'refused',
      problem_code: refusal.code,
      message: refusal.message,
      finished_at: ctx.clock.now(),
    })
    if (!isOurs) return
    await record(ctx, tx, {
      type: 'retention.refused',
      resource: policy.name,
      registryId: policy.registryId,
      repository: policy.path === '' ? null : policy.path,
      reason: refusal.message,
      facts: { policy: policy.id, run: run.id, version: run.version, code: refusal.code },
    })
    await queueDeliveries(tx, {
      type: 'retention.refused',
      registryId: policy.registryId,
      repository: policy.path === '' ? null : policy.path,
      facts: { policy: policy.name, run: run.id, code: refusal.code, message: refusal.message },
    })
    await announceRun(tx, policy)
  })
}

/** Ends a simulation or run. Once: a second end changes nothing. */
export async function closeRun(
  ctx: Context,
  { run, policy }: Ending,
  end: {
    readonly state: 'finished' | 'partial' | 'failed' | 'cancelled'
    readonly code: string | null
    readonly totals?: string
  },
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const isOurs = await updateRun(tx, run.id, {
      state: end.state,
      problem_code: end.code,
      finished_at: ctx.clock.now(),
      ...(end.totals !== undefined && { totals: end.totals }),
    })
    if (!isOurs) return
    await pruneRuns(tx, policy.id)
    await announceRun(tx, policy)
    if (run.kind === 'run') await tellFinished(ctx, tx, { run, policy })
  })
}

/** Ends one whose job was cancelled or is gone before it handed anything over; deletions that began go on. */
export async function cancelRun(ctx: Context, { run, policy }: Ending): Promise<void> {
  const now = await findRun(ctx.db.query, run.id)
  if (now === undefined || now.state === 'deleting') return
  await closeRun(ctx, { run, policy }, { state: 'cancelled', code: null })
}

async function tellFinished(ctx: Context, tx: Executor, { run, policy }: Ending): Promise<void> {
  const ended = await findRun(tx, run.id)
  const repository = policy.path === '' ? null : policy.path
  const state = ended?.state ?? run.state
  const deleted = ended?.totals?.outcome?.removed ?? 0
  const facts = { policy: policy.name, run: run.id, version: run.version, state, deleted }
  await record(ctx, tx, {
    type: 'retention.finished',
    resource: policy.name,
    registryId: policy.registryId,
    repository,
    facts,
  })
  await queueDeliveries(tx, { type: 'retention.finished', registryId: policy.registryId, repository, facts })
}

/** Tells open pages that something about a policy's runs changed. */
export async function announceRun(
  tx: Executor,
  policy: Pick<RetentionPolicyRow, 'registryId'>,
): Promise<void> {
  await announce(tx, { topic: `registry:${policy.registryId}`, what: 'retention' })
}
