import 'server-only'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { record } from '@/lib/audit/record'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { announce } from '@/lib/changes/announce'
import { limiterOf } from '@/lib/connections/limiter'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import type { RepositoryName } from '@/lib/oci/name'
import { ContentWalk, walkTools } from '../content-walk'
import { type MissingPart, putOrder } from '../rules/storage/missing'
import { findBytes } from '../store/kept-bytes'
import { listMissing, saveMissing } from '../store/missing-content'

export interface RepairInput {
  readonly registry: string
  readonly repository: RepositoryName
  /** The tagged manifest that is not whole. */
  readonly digest: Digest
}

export interface Repair {
  /** Manifests that were put back. */
  readonly restored: readonly string[]
  /** What is still missing afterwards; empty when the image can be pulled again. */
  readonly missing: readonly MissingPart[]
}

/**
 * Puts the manifests back that a tagged manifest lacks, by their digests, so that no tag moves, and looks again.
 * @throws AppError `conflict` where nothing is known to be missing, `blobs-gone` where putting manifests cannot help
 */
export async function repairContent(ctx: Context, input: RepairInput): Promise<Repair> {
  const { registry, repository } = await authorizeRepository(ctx, 'tag:restore', input)

  const place = { registryId: registry.id, repositoryId: repository.id }
  const known = await listMissing(ctx.db.query, {
    ...place,
    root: input.digest,
    visibility: visibilityOf(ctx.actor),
  })
  if (known.length === 0) throw new AppError('conflict', 'Nothing of this manifest is known to be missing.')
  const client = await ctx.registries.client(registry.id)
  const look = () =>
    new ContentWalk(walkTools(ctx, { client, limiter: limiterOf(registry.id) }), input.repository).missingOf(
      input.digest,
    )

  const kept = await findAll(ctx, await look())
  const { repository: name } = input
  for (const { digest, mediaType, bytes } of putOrder(kept, input.digest)) {
    const content = { mediaType, bytes }
    await client.putManifest(
      { repository: name, reference: parseDigest(digest), content },
      { signal: ctx.signal },
    )
  }
  const missing = await look()
  const restored = kept.map(({ digest }) => digest)

  await transaction(ctx.db, async (tx) => {
    const found = missing.length === 0 ? [] : [{ root: input.digest, parts: missing }]
    await saveMissing(tx, place, { found, at: ctx.clock.now(), root: input.digest })
    await record(ctx, tx, {
      type: 'storage.repaired',
      resource: `${registry.name}/${input.repository}@${input.digest}`,
      registryId: registry.id,
      repository: input.repository,
      digest: input.digest,
      facts: { restored, stillMissing: missing.length },
    })
    await announce(tx, { topic: `repository:${repository.id}`, what: 'tags' })
  })
  return { restored, missing }
}

/** The bytes of everything that is missing. @throws AppError `blobs-gone` */
async function findAll(ctx: Context, missing: readonly MissingPart[]) {
  const found = await Promise.all(
    missing.map(async ({ digest, kind }) =>
      kind === 'manifest' ? findBytes(ctx.db.query, digest) : undefined,
    ),
  )
  const kept = found.flatMap((one) => one ?? [])
  if (kept.length === missing.length) return kept
  throw new AppError(
    'blobs-gone',
    'The registry has lost layers or configs of this image, which Assay does not keep. Push the image again.',
  )
}
