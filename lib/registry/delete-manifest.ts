import 'server-only'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { errorCodeOf, failureOf } from './answer'
import { RegistryNotFoundError } from './errors'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions, DeletionAnswer } from './types'

const ANSWER_BYTES_MAX = 1024 * 1024

export interface ManifestDeletion {
  readonly repository: RepositoryName
  /** On distribution 2.x a digest takes every tag that points to it along. */
  readonly reference: TagName | Digest
}

/**
 * Deletes a manifest by digest or, where the registry knows how, a tag alone (distribution-spec, content
 * management). Saying “no” is an answer; failing is not.
 * @throws UpstreamError when it is not known whether anything was deleted
 */
export async function deleteManifest(
  session: RegistrySession,
  { repository, reference }: ManifestDeletion,
  options: CallOptions = {},
): Promise<DeletionAnswer> {
  const answer = await session.send({
    method: 'DELETE',
    path: repositoryPath(repository, `manifests/${reference}`),
    scope: repositoryScope(repository, 'delete'),
    bytesMax: ANSWER_BYTES_MAX,
    ...options,
  })
  if (answer.status === 202 || answer.status === 200 || answer.status === 204) return 'deleted'
  if (answer.status === 405) return 'disabled'
  if (answer.status === 400) {
    const code = errorCodeOf(answer)
    if (code === 'DIGEST_INVALID') return 'digest-only'
    if (code === 'UNSUPPORTED') return 'unsupported'
  }
  const failure = failureOf(answer)
  if (failure instanceof RegistryNotFoundError) return 'absent'
  throw failure
}
