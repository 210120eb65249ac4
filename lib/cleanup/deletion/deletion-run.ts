import 'server-only'
import { setMaxListeners } from 'node:events'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { findRegistryById } from '@/lib/catalog/store/registries'
import { findRepositoryToSync, type RepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { limiterOf } from '@/lib/connections/limiter'
import { NotFoundError } from '@/lib/core/errors'
import type { Limiter } from '@/lib/core/limiter'
import type { JobRun } from '@/lib/jobs/handler'
import { LOST } from '@/lib/jobs/run-job'
import { parseRepositoryName, type RepositoryName } from '@/lib/oci/name'
import type { RegistryClient } from '@/lib/registry/types'
import type { DeletionMethod } from '../rules/deletion/plan'
import { asStarter } from '../starter'
import type { DeletionRow } from '../store/journal'
import { findTrashPeriodMs } from '../store/trash'
import { LeaseGuard } from './lease-guard'

/** One try at a deletion, with everything its steps need. */
export interface DeletionRun {
  readonly ctx: Context
  readonly job: JobRun
  readonly deletion: DeletionRow
  readonly registry: { readonly id: string; readonly name: string }
  readonly row: RepositoryToSync
  readonly repository: RepositoryName
  readonly client: RegistryClient
  readonly limiter: Limiter
  readonly method: DeletionMethod
  readonly guard: LeaseGuard
  readonly trashPeriodMs: number
  /** Ends what is left undone without harm: on a request to cancel, too. */
  readonly working: AbortSignal
  /** Ends only when the job is another worker's: what was begun is brought to its end. */
  readonly settling: AbortSignal
}

/** @throws NotFoundError when the registry or the repository is not known any more */
export async function openRun(
  ctx: Context,
  { job, deletion }: { readonly job: JobRun; readonly deletion: DeletionRow },
): Promise<Omit<DeletionRun, 'method'>> {
  const registry = await findRegistryById(ctx.db.query, deletion.registry_id)
  const row = await findRepositoryToSync(ctx.db.query, deletion.registry_id, deletion.repository)
  if (registry === undefined || row === undefined) throw new NotFoundError()
  const settling = onlyWhenLost(ctx.signal)
  // Every request under way listens, and there are more than the ten that Node warns of.
  setMaxListeners(0, ctx.signal, settling)
  return {
    ctx,
    job,
    deletion,
    registry,
    row,
    repository: parseRepositoryName(row.name),
    client: await ctx.registries.client(registry.id),
    limiter: limiterOf(registry.id),
    guard: new LeaseGuard(ctx.db, job.hold),
    trashPeriodMs: await findTrashPeriodMs(ctx.db.query, registry.id),
    working: ctx.signal,
    settling,
  }
}

/** Who asked for it, with the rights they have now. @throws ForbiddenError, NotFoundError */
export async function authorizeRun(run: Pick<DeletionRun, 'ctx' | 'deletion' | 'row'>): Promise<Context> {
  const { ctx, deletion, row } = run
  const actor = await asStarter(ctx, {
    actorId: deletion.actor_id,
    ip: deletion.ip,
    userAgent: deletion.user_agent,
    requestId: deletion.request_id,
  })
  const facts: unknown = JSON.parse(deletion.facts)
  const recordedFacts = isFacts(facts) ? facts : {}
  const acting = { ...actor, recordedFacts }
  await authorize(acting, 'tag:delete', { registryId: row.registry_id, repository: row.name })
  return acting
}

function isFacts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null
}

function onlyWhenLost(signal: AbortSignal): AbortSignal {
  const lost = new AbortController()
  const see = () => {
    if (signal.reason === LOST) lost.abort(LOST)
  }
  if (signal.aborted) see()
  else signal.addEventListener('abort', see, { once: true })
  return lost.signal
}
