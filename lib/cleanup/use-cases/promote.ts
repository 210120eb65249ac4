import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { findTag } from '@/lib/catalog/store/tags'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { enqueue } from '@/lib/jobs/store/queue'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { parseRepositoryName, type RepositoryName, type TagName } from '@/lib/oci/name'
import { liveDigest } from '../put/live-digest'
import { starterOf } from '../starter'

export const PROMOTE_KIND = 'promote'
const WAIT_MS = 20_000

export interface PromoteInput {
  readonly registry: string
  readonly repository: string
  readonly tag: TagName
  readonly target: {
    readonly repository: RepositoryName
    readonly tag: TagName
    /** What the tag there was seen to name, where it exists. */
    readonly seen?: Digest | undefined
  }
  /** What the tag here was seen to name. */
  readonly digest: Digest
  readonly reason?: string | undefined
}

/**
 * Queues bringing the image of a tag to another repository of the same registry. Needs the right to pull here and
 * to push there, and to retag there where the tag exists. Gives the job's id.
 * @throws NotFoundError, ForbiddenError, AppError `tag-moved`, `precondition-required`
 */
export async function promote(ctx: Context, input: PromoteInput): Promise<string> {
  const { registry, repository } = await authorizeRepository(ctx, 'repository:pull', input)
  const there = { registryId: registry.id, repository: input.target.repository }
  await authorize(ctx, 'repository:push', there)
  if (input.target.seen !== undefined) await authorize(ctx, 'tag:retag', there)

  const from = parseRepositoryName(repository.name)
  const known = await findTag(ctx.db.query, repository.id, input.tag)
  const believed = known?.digest != null && isDigest(known.digest) ? known.digest : undefined
  const live = await askRegistry(ctx, { registryId: registry.id, waitMs: WAIT_MS }, (client, signal) =>
    liveDigest(client, { repository: from, tag: input.tag, known: believed, signal }),
  )
  if (live !== input.digest) {
    throw new AppError('tag-moved', 'The tag does not name what you saw any more.', {
      facts: { tag: input.tag, ...(live !== null && { digest: live }) },
    })
  }

  const at = ctx.clock.now()
  return transaction(ctx.db, async (tx) => {
    const jobId = await enqueue(tx, {
      id: newId('job', at),
      kind: PROMOTE_KIND,
      registryId: registry.id,
      input: {
        registryId: registry.id,
        repository: input.target.repository,
        tag: input.target.tag,
        ...(input.target.seen !== undefined && { seen: input.target.seen }),
        from,
        fromTag: input.tag,
        digest: input.digest,
        reason: input.reason ?? null,
        starter: starterOf(ctx),
      },
      dedupeKey: `promote:${registry.id}:${input.target.repository}:${input.target.tag}:${input.digest}`,
      createdBy: ctx.actor.name,
      createdAt: at,
    })
    await record(ctx, tx, {
      type: 'promotion.started',
      resource: `${registry.name}/${input.target.repository}:${input.target.tag}`,
      registryId: registry.id,
      repository: input.target.repository,
      digest: input.digest,
      reason: input.reason ?? null,
      facts: { jobId, from: `${registry.name}/${from}:${input.tag}` },
    })
    return jobId
  })
}
