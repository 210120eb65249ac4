import 'server-only'
import { UpstreamError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import { failureOf } from './answer'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions, ManifestPut } from './types'
import { digestOf } from './verify'

const ANSWER_BYTES_MAX = 1024 * 1024

/**
 * Puts exactly these bytes under a tag or their digest (distribution-spec, pushing manifests). Registries take
 * no precondition: whoever writes last wins.
 * @throws UpstreamError `upstream-error` with the registry's refusal, such as for a blob it no longer has
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
