import 'server-only'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import type { Digest } from '@/lib/oci/digest'
import { parseRepositoryName, type TagName } from '@/lib/oci/name'
import { prepareManifest } from '../put/prepare'
import { putTag, type TagPutResult } from '../put/put-tag'

const WAIT_MS = 30_000

export interface RetagInput {
  readonly registry: string
  readonly repository: string
  readonly tag: TagName
  /** What it is to name: held by the registry, or kept by Assay while its blobs are there. */
  readonly digest: Digest
  /** What the caller saw the tag name; has to be said where the tag exists. */
  readonly seen?: Digest | undefined
  readonly reason?: string | undefined
}

/**
 * Points a tag, new or not, at a digest of its repository by putting the same bytes under it.
 * @throws NotFoundError, ForbiddenError, AppError `precondition-required`, `tag-moved`, `tag-is-golden`, `blobs-gone`
 */
export async function retag(ctx: Context, input: RetagInput): Promise<TagPutResult> {
  const place = await authorizeRepository(ctx, 'tag:retag', input)

  const { registry } = place
  const repository = parseRepositoryName(place.repository.name)
  return askRegistry(ctx, { registryId: registry.id, waitMs: WAIT_MS }, (client, signal) =>
    putTag(ctx, {
      client,
      signal,
      registry,
      repository,
      tag: input.tag,
      digest: input.digest,
      seen: input.seen,
      cause: 'tag.retagged',
      reason: input.reason ?? null,
      prepare: () => prepareManifest({ db: ctx.db.query, client, repository, signal }, input.digest),
    }),
  )
}
