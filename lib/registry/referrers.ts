import 'server-only'
import { UpstreamError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import { type IndexChild, parseManifest } from '@/lib/oci/manifest'
import { MEDIA_TYPE, mediaTypeOfHeader } from '@/lib/oci/media-type'
import type { RepositoryName } from '@/lib/oci/name'
import { referrersTag } from '@/lib/oci/tag-kind'
import { failureOf } from './answer'
import { RegistryNotFoundError } from './errors'
import { fetchManifest, MANIFEST_BYTES_MAX } from './manifests'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions, ReferrerDescriptor, ReferrerListing } from './types'

const REFERRERS_MAX = 1000
/** What says that a registry has no such endpoint, rather than that it failed. */
const WITHOUT_API: ReadonlySet<number> = new Set([400, 404, 405])

/** What refers to a digest, by the referrers API and, where there is none, by the fallback tag (OCI distribution-spec 1.1). */
export async function fetchReferrers(
  session: RegistrySession,
  subject: { readonly repository: RepositoryName; readonly digest: Digest },
  options: CallOptions = {},
): Promise<ReferrerListing> {
  const byApi = await askApi(session, subject, options)
  if (byApi !== null) return { source: 'api', referrers: byApi }

  const byTag = await readFallback(session, subject, options)
  return byTag === null ? { source: 'none', referrers: [] } : { source: 'fallback-tag', referrers: byTag }
}

interface Subject {
  readonly repository: RepositoryName
  readonly digest: Digest
}

/** Null when there is no such API. */
async function askApi(session: RegistrySession, { repository, digest }: Subject, options: CallOptions) {
  const answer = await session.send({
    path: repositoryPath(repository, `referrers/${digest}`),
    scope: repositoryScope(repository, 'pull'),
    bytesMax: MANIFEST_BYTES_MAX,
    ...options,
    headers: { accept: MEDIA_TYPE.ociIndex },
  })
  if (WITHOUT_API.has(answer.status)) return null
  if (answer.status !== 200) throw failureOf(answer)
  if (mediaTypeOfHeader(answer.header('content-type')) === 'text/html') {
    throw new UpstreamError('upstream-invalid', 'The registry sent a web page instead of referrers.')
  }
  return read(answer.bytes)
}

/** Null when there is no such tag. */
async function readFallback(session: RegistrySession, { repository, digest }: Subject, options: CallOptions) {
  const reference = referrersTag(digest)
  if (reference === null) return null
  try {
    const manifest = await fetchManifest(session, { repository, reference }, options)
    const isIndex = manifest.kind === 'manifest' && manifest.mediaType === MEDIA_TYPE.ociIndex
    return isIndex ? read(manifest.bytes) : null
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return null
    throw error
  }
}

function read(bytes: Uint8Array): readonly ReferrerDescriptor[] {
  const index = parseManifest(bytes, MEDIA_TYPE.ociIndex, { childrenMax: REFERRERS_MAX })
  return index.form === 'index' ? index.children.map(toReferrer) : []
}

function toReferrer({ digest, mediaType, artifactType, size, annotations }: IndexChild): ReferrerDescriptor {
  return { digest, mediaType, artifactType, size, annotations }
}
