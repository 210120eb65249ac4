import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { enqueue } from '@/lib/jobs/store/queue'
import { RETENTION_KIND, type RetentionPolicyRow, type RetentionRunRow } from '../retention-policy'
import type { Starter } from '../starter'
import { findOpenRun, findRun, insertRun } from '../store/retention-runs'
import { announceRun } from './close-run'

export interface QueuedRun {
  readonly policy: RetentionPolicyRow
  readonly kind: 'simulation' | 'run'
  readonly trigger: 'person' | 'schedule'
  readonly starter: Starter
  readonly actorName: string
}

/** Queues a simulation or run, or gives the one of the policy that is under way. */
export async function queueRun(ctx: Context, tx: Executor, queued: QueuedRun): Promise<RetentionRunRow> {
  const { policy, kind, trigger, starter, actorName } = queued
  const open = await findOpenRun(tx, policy.id)
  if (open !== undefined) return open

  const at = ctx.clock.now()
  const runId = newId('run', at)
  const jobId = await enqueue(tx, {
    id: newId('job', at),
    kind: RETENTION_KIND,
    registryId: policy.registryId,
    input: { runId, starter },
    dedupeKey: `${RETENTION_KIND}:${policy.id}`,
    createdBy: actorName,
    createdAt: at,
  })
  await insertRun(tx, {
    id: runId,
    policy_id: policy.id,
    version: policy.version,
    kind,
    trigger_kind: trigger,
    actor_id: starter.actorId,
    actor_name: actorName,
    job_id: jobId,
    created_at: at,
  })
  await record(ctx, tx, {
    type: kind === 'run' ? 'retention.started' : 'retention.simulated',
    resource: policy.name,
    registryId: policy.registryId,
    repository: policy.path === '' ? null : policy.path,
    facts: { policy: policy.id, run: runId, version: policy.version, trigger },
  })
  await announceRun(tx, policy)
  const run = await findRun(tx, runId)
  if (run === undefined) throw new NotFoundError()
  return run
}
