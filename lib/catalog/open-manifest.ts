import 'server-only'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import { Limiter } from '@/lib/core/limiter'
import { transaction } from '@/lib/db/transaction'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { askRegistry } from './ask-registry'
import { authorizeRepository } from './authorize-place'
import { type Additions, ManifestSource } from './manifest-source'
import type { ManifestTarget } from './manifest-target'
import { isHeldBy, withDescendants } from './store/known'
import { findManifestIn } from './store/manifests'
import { getManifestPlace, type ManifestPlace, type RepositoryPlace } from './store/places'
import { saveManifests, saveMembership } from './store/save-manifests'
import { markStorageStale } from './store/storage-totals'

const REGISTRY_WAIT_MS = 8_000
/** Of its own, so that whoever opens a manifest does not queue behind a crawl. */
const REQUESTS_AT_ONCE = 4

/**
 * A manifest where it is held. What an index of the repository lists but the crawl left alone, such as an
 * attestation, is fetched by its digest, verified and kept for ever. Authorizes reading it.
 * @throws NotFoundError; AppError when it has to be fetched and the registry fails
 */
export async function openManifest(ctx: Context, target: ManifestTarget): Promise<ManifestPlace> {
  const place = await authorizeRepository(ctx, 'manifest:read', target)
  const manifest = await findManifestIn(ctx.db.query, place.repository.id, target.digest)
  if (manifest !== undefined) return { ...place, manifest }
  if (!(await isHeldBy(ctx.db.query, place.repository.id, target.digest))) throw new NotFoundError()

  await keep(ctx, place, await fetchAdditions(ctx, place, target.digest))
  return getManifestPlace(ctx.db.query, target)
}

function fetchAdditions(
  ctx: Context,
  { registry, repository }: RepositoryPlace,
  text: string,
): Promise<Additions> {
  const name = parseRepositoryName(repository.name)
  const digest = parseDigest(text)
  const question = { registryId: registry.id, waitMs: REGISTRY_WAIT_MS }
  return askRegistry(ctx, question, async (client, signal) => {
    const limiter = new Limiter(REQUESTS_AT_ONCE)
    const source = new ManifestSource({ client, limiter, db: ctx.db, signal, now: () => ctx.clock.now() })
    const fetched = await client.getManifest(name, digest, { signal })
    return fetched.kind === 'manifest' ? source.additionsOf(name, fetched) : []
  })
}

async function keep(ctx: Context, { repository }: RepositoryPlace, additions: Additions): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await saveManifests(tx, additions)
    const digests = await withDescendants(
      tx,
      additions.map((addition) => addition.digest),
    )
    await saveMembership(tx, repository.id, { digests, at: ctx.clock.now() })
    await markStorageStale(tx, ctx.clock.now())
  })
}
