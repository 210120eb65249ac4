import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { enqueue } from '@/lib/jobs/store/queue'
import type { DeletionItem } from '../rules/deletion/item'
import type { DeletionPlan } from '../rules/deletion/plan'
import { addDeletion } from '../store/journal'

export const DELETE_KIND = 'delete-tags'

const input = z.object({ deletion: z.string() })

/** The deletion a job carries out; undefined for other work. */
export function deletionIdOf(job: { readonly input: string }): string | undefined {
  return input.safeParse(JSON.parse(job.input)).data?.deletion
}

export interface NewDeletion {
  readonly registry: { readonly id: string; readonly name: string }
  readonly repository: { readonly id: string; readonly name: string }
  /** Tags first, then manifests, an index before what it lists. */
  readonly items: readonly DeletionItem[]
  readonly removesUntagged: boolean
  readonly reason: string | null
  /** Go into the audit row of each tag, such as the retention policy that asked for it. */
  readonly facts?: Readonly<Record<string, string>> | undefined
}

export interface QueuedDeletion {
  readonly deletionId: string
  readonly jobId: string
  readonly total: number
}

/** Freezes what is to go and queues the work, in one transaction. It runs by the rights of this context's actor. */
export async function queueDeletion(
  ctx: Context,
  tx: Executor,
  { registry, repository, items, removesUntagged, reason, facts = {} }: NewDeletion,
): Promise<QueuedDeletion> {
  const at = ctx.clock.now()
  const deletionId = newId('del', at)
  await addDeletion(
    tx,
    {
      id: deletionId,
      registry_id: registry.id,
      repository_id: repository.id,
      repository: repository.name,
      removes_untagged: removesUntagged ? 1 : 0,
      reason,
      actor_id: ctx.actor.id,
      actor_name: ctx.actor.name,
      ip: ctx.ip,
      user_agent: ctx.userAgent,
      request_id: ctx.requestId,
      facts: JSON.stringify({ ...ctx.recordedFacts, ...facts }),
      total: items.length,
      created_at: at,
    },
    items,
  )
  const jobId = await enqueue(tx, {
    id: newId('job', at),
    kind: DELETE_KIND,
    registryId: registry.id,
    input: { registryId: registry.id, repository: repository.name, deletion: deletionId },
    dedupeKey: `${DELETE_KIND}:${deletionId}`,
    createdBy: ctx.actor.name,
    createdAt: at,
  })
  const tags = items.filter(({ kind }) => kind === 'tag').length
  await record(ctx, tx, {
    type: 'deletion.started',
    resource: `${registry.name}/${repository.name}`,
    registryId: registry.id,
    repository: repository.name,
    reason,
    facts: {
      ...facts,
      deletion: deletionId,
      job: jobId,
      tags,
      manifests: items.length - tags,
      removesUntagged,
    },
  })
  return { deletionId, jobId, total: items.length }
}

/**
 * The items of a plan. A tag that seems to have moved is one too, with what the caller saw: the index may be behind
 * the registry, and the job asks again before it does anything.
 */
export function itemsOf(
  plan: DeletionPlan,
  expected: ReadonlyMap<string, string | null> = new Map(),
): readonly DeletionItem[] {
  const tags = plan.tags.flatMap(({ tag, digest, fate }): readonly DeletionItem[] => {
    const frozen = expected.get(tag) ?? digest
    const isWorkedOn = fate === 'remove' || fate === 'moved'
    return isWorkedOn && frozen !== null ? [{ key: tag, kind: 'tag', digest: frozen }] : []
  })
  const manifests = plan.removed.map((digest): DeletionItem => ({ key: digest, kind: 'manifest', digest }))
  return [...tags, ...manifests]
}
