import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { parseDigest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import { parseRepositoryName } from '@/lib/oci/name'
import type { ManifestTarget } from '../manifest-target'
import { getManifestPlace } from '../store/places'
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
  await authorize(ctx, 'manifest:read', { repository: target.repository })

  const { registry, repository, manifest } = await getManifestPlace(ctx.db.query, target)
  try {
    const client = await ctx.registries.client(registry.id)
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(REGISTRY_WAIT_MS)])
    const name = parseRepositoryName(repository.name)
    const { source, referrers } = await client.listReferrers(name, parseDigest(manifest.digest), { signal })
    return { source, problemCode: null, items: referrers }
  } catch (error) {
    const rows = await listIndexedReferrers(ctx.db.query, repository.id, manifest.digest)
    return { source: 'index', problemCode: problemOf(error), items: rows.map(fromIndex) }
  }
}

function problemOf(error: unknown): string {
  if (error instanceof AppError) return error.code
  // The pool may live in another bundle of the server, whose classes are not ours.
  if (error instanceof Error && 'code' in error && isUpstreamCode(error.code)) return error.code
  if (error instanceof Error && error.name === 'TimeoutError') return 'upstream-timeout'
  throw error
}

function isUpstreamCode(code: unknown): code is string {
  return typeof code === 'string' && code.startsWith('upstream-')
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
