import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { type Action, can, type Resource } from '@/lib/access/rules/can'
import { NotFoundError } from '@/lib/core/errors'
import type { JobRow } from './job'

/** What a job is about: a repository, a registry, or neither. */
export function resourceOf(job: Pick<JobRow, 'registry_id' | 'repository'>): Resource {
  return { registryId: job.registry_id ?? undefined, repository: job.repository ?? undefined }
}

/** Lets the actor pass where it may do something to a job. Who may not read a job does not learn that there is one. */
export async function authorizeJob(ctx: Context, action: Action, job: JobRow): Promise<void> {
  const resource = resourceOf(job)
  const isHidden = ctx.actor.kind !== 'anonymous' && !can(ctx.actor, 'job:read', resource).allowed
  if (isHidden) throw new NotFoundError()
  await authorize(ctx, action, resource)
}
