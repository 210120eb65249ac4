import 'server-only'
import { AppError, UpstreamError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import { errorCodeOf, failureOf } from './answer'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions, ManifestPut } from './types'
import { digestOf } from './verify'

const ANSWER_BYTES_MAX = 1024 * 1024
/** `MANIFEST_BLOB_UNKNOWN` of distribution; others say that a blob is unknown. */
const GONE: ReadonlySet<string> = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN'])

/**
 * Puts exactly these bytes under a tag or their digest (distribution-spec, pushing manifests). Registries take
 * no precondition: whoever writes last wins.
 * @throws AppError `blobs-gone` when the registry says that it does not hold what it is made of
 * @throws UpstreamError `upstream-error` with any other refusal of the registry
 */
export async function putManifest(
  session: RegistrySession,
  { repository, reference, content }: ManifestPut,
  options: CallOptions = {},
): Promise<Digest> {
  const digest = digestOf(content.bytes)
  const answer = await session.send({
    method: 'PUT',
    path: repositoryPath(repository, `manifests/${reference}`),
    scope: repositoryScope(repository, 'pull,push'),
    headers: { 'content-type': content.mediaType },
    body: content.bytes,
    bytesMax: ANSWER_BYTES_MAX,
    ...options,
  })
  if (GONE.has(errorCodeOf(answer) ?? '')) {
    throw new AppError('blobs-gone', 'The registry no longer holds what this is made of.')
  }
  if (answer.status !== 201) throw failureOf(answer)
  const claimed = answer.header('docker-content-digest')
  if (claimed !== null && claimed !== digest) {
    throw new UpstreamError(
      'upstream-digest-mismatch',
      'The registry stored something else than it was given.',
    )
  }
  return digest
}
