import 'server-only'
import { randomBytes } from 'node:crypto'
import type { RepositoryName } from '@/lib/oci/name'
import { errorCodeOf } from './answer'
import { repositoryPath, repositoryScope } from './path'
import { refusalAsNull } from './probe-refusal'
import type { ProbeSample } from './probe-sample'
import type { RegistrySession } from './transport/session'
import type { CallOptions, Capabilities, CapabilityState } from './types'
import { cancelUpload, openUpload } from './uploads'

const ANSWER_BYTES_MAX = 1024 * 1024

/**
 * Asks to delete a digest nothing can have: 256 random bits. 404 for the manifest means it would have been
 * deleted, 405 that deleting is switched off; a refusal of the account says nothing about the registry.
 */
export async function probeDeletion(
  session: RegistrySession,
  repository: RepositoryName,
  options: CallOptions,
): Promise<CapabilityState> {
  const digest = `sha256:${randomBytes(32).toString('hex')}`
  const answer = await requestDeletion(session, { repository, reference: digest }, options)
  if (answer === null) return 'unknown'
  if (answer.status === 405) return 'no'
  const code = errorCodeOf(answer)
  return answer.status === 404 && (code === 'MANIFEST_UNKNOWN' || code === 'NOT_FOUND') ? 'yes' : 'unknown'
}

/**
 * Asks to delete a tag nobody can have: a name with 128 random bits. Only asked in a repository that exists,
 * since an unknown repository is 404 whether tags can be deleted or not.
 */
export async function probeTagDeletion(
  session: RegistrySession,
  sample: ProbeSample,
  options: CallOptions,
): Promise<Capabilities['deleteByTag']> {
  const tag = `assay-probe-${randomBytes(16).toString('hex')}`
  const reference = { repository: sample.repository, reference: tag }
  const answer = await requestDeletion(session, reference, options)
  if (answer === null) return 'unknown'
  const code = errorCodeOf(answer)
  if (answer.status === 202) return 'yes'
  if (answer.status === 404 && (code === 'MANIFEST_UNKNOWN' || code === 'NOT_FOUND')) return 'yes'
  if (answer.status === 405) return 'no'
  if (answer.status !== 400) return 'unknown'
  // Harbor deletes tags by an API of its own, and keeps a digest that a tag of its own names.
  if (code === 'UNSUPPORTED') return 'refused'
  return code === 'DIGEST_INVALID' ? 'no' : 'unknown'
}

/**
 * Asks to mount a blob where it already is, which changes nothing. A registry that does not mount opens an
 * upload instead; that is cancelled.
 */
export async function probeMount(
  session: RegistrySession,
  { repository, blob }: ProbeSample,
  options: CallOptions,
): Promise<CapabilityState> {
  if (blob === null) return 'unknown'
  const mount = { digest: blob, from: repository }
  const opened = await refusalAsNull(() => openUpload(session, { repository, mount }, options))
  if (opened === null) return 'unknown'
  if (opened.kind === 'mounted') return 'yes'
  await refusalAsNull(() => cancelUpload(session, opened.upload, options))
  return 'no'
}

function requestDeletion(
  session: RegistrySession,
  target: { readonly repository: RepositoryName; readonly reference: string },
  options: CallOptions,
) {
  return refusalAsNull(() =>
    session.send({
      method: 'DELETE',
      path: repositoryPath(target.repository, `manifests/${target.reference}`),
      scope: repositoryScope(target.repository, 'delete'),
      bytesMax: ANSWER_BYTES_MAX,
      ...options,
    }),
  )
}
