import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { parseDigest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import { parseRepositoryName } from '@/lib/oci/name'
import { askRegistry } from '../ask-registry'
import type { ManifestTarget } from '../manifest-target'
import { openManifest } from '../open-manifest'
import { listIndexedReferrers, type ReferrerRow } from '../store/referrers'

/** A page of referrers waits no longer for a registry; then the index answers. */
const REGISTRY_WAIT_MS = 5_000

export interface Referrer {
  readonly digest: string
  readonly mediaType: string
  readonly artifactType: string | null
  readonly size: number
  readonly annotations: Readonly<Record<string, string>>
}

export interface ReferrerList {
  readonly source: 'api' | 'fallback-tag' | 'index' | 'none'
  /** Why the registry could not be asked. */
  readonly problemCode: string | null
  readonly items: readonly Referrer[]
}

/** What refers to a manifest, by the registry itself; by the index, and saying so, when it cannot be asked. */
export async function listReferrers(ctx: Context, target: ManifestTarget): Promise<ReferrerList> {
  const { registry, repository, manifest } = await openManifest(ctx, target)
  try {
    const name = parseRepositoryName(repository.name)
    const digest = parseDigest(manifest.digest)
    const question = { registryId: registry.id, waitMs: REGISTRY_WAIT_MS }
    const { source, referrers } = await askRegistry(ctx, question, (client, signal) =>
      client.listReferrers(name, digest, { signal }),
    )
    return { source, problemCode: null, items: referrers }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const rows = await listIndexedReferrers(ctx.db.query, repository.id, manifest.digest)
    return { source: 'index', problemCode: error.code, items: rows.map(fromIndex) }
  }
}

function fromIndex(row: ReferrerRow): Referrer {
  return {
    digest: row.digest,
    mediaType: row.media_type,
    artifactType: row.artifact_type,
    size: row.size,
    annotations: annotationsOf(row),
  }
}

function annotationsOf(row: ReferrerRow): Readonly<Record<string, string>> {
  if (row.body === null) return {}
  try {
    return parseManifest(Buffer.from(row.body), row.media_type).annotations
  } catch {
    // The index keeps what could not be read too; its annotations are then unknown.
    return {}
  }
}
