import 'server-only'
import { UpstreamError } from '@/lib/core/errors'
import { type Digest, isDigest } from '@/lib/oci/digest'
import {
  isImageManifestType,
  isIndexType,
  isSchema1Type,
  MANIFEST_ACCEPT,
  mediaTypeOfHeader,
} from '@/lib/oci/media-type'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { failureOf } from './answer'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions, FetchedManifest, UnchangedManifest } from './types'
import { verifyManifest } from './verify'

export const MANIFEST_BYTES_MAX = 4 * 1024 * 1024

export interface ManifestRequest {
  readonly repository: RepositoryName
  readonly reference: TagName | Digest
  /** Only ever sent with a tag: a registry answers “unchanged” for a deleted digest too. */
  readonly ifNoneMatch?: Digest | undefined
}

/**
 * Fetches a manifest and verifies it.
 * @throws RegistryNotFoundError when the registry says there is none
 */
export async function fetchManifest(
  session: RegistrySession,
  { repository, reference, ifNoneMatch }: ManifestRequest,
  options: CallOptions = {},
): Promise<FetchedManifest | UnchangedManifest> {
  const asked = isDigest(reference) ? reference : null
  const condition = asked === null ? ifNoneMatch : undefined
  const answer = await session.send({
    path: repositoryPath(repository, `manifests/${reference}`),
    scope: repositoryScope(repository, 'pull'),
    bytesMax: MANIFEST_BYTES_MAX,
    ...options,
    headers: {
      accept: MANIFEST_ACCEPT,
      ...(condition === undefined ? {} : { 'if-none-match': `"${condition}"` }),
    },
  })
  if (answer.status === 304 && condition !== undefined) return { kind: 'unchanged' }
  if (answer.status !== 200) throw failureOf(answer)

  const mediaType = mediaTypeOf(answer.header('content-type'), answer.bytes)
  const header = answer.header('docker-content-digest')
  const digest = verifyManifest({ bytes: answer.bytes, mediaType, asked, header })
  return { kind: 'manifest', digest, mediaType, bytes: answer.bytes }
}

/** By the header; where a proxy made that generic, by what the document says of itself, if that is known. */
function mediaTypeOf(header: string | null, bytes: Uint8Array): string {
  const mediaType = mediaTypeOfHeader(header)
  if (mediaType === 'text/html') {
    throw new UpstreamError('upstream-invalid', 'The registry sent a web page instead of a manifest.')
  }
  const isGeneric =
    mediaType === null || mediaType === 'application/json' || mediaType === 'application/octet-stream'
  if (!isGeneric) return mediaType

  const named = /"mediaType"\s*:\s*"([^"\\]{1,255})"/.exec(Buffer.from(bytes).toString('utf8'))?.[1] ?? ''
  const isKnown = isImageManifestType(named) || isIndexType(named) || isSchema1Type(named)
  return isKnown ? named : 'application/octet-stream'
}
