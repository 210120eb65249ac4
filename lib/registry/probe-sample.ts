import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { fetchManifest } from './manifests'
import { walkTags } from './tags'
import type { RegistrySession } from './transport/session'
import type { CallOptions } from './types'

const REPOSITORIES_TRIED_MAX = 20

/** Something that exists on a registry, to ask questions about. */
export interface ProbeSample {
  readonly repository: RepositoryName
  readonly tags: readonly TagName[]
  readonly manifest: { readonly tag: TagName; readonly digest: Digest } | null
  /** A blob of the repository. */
  readonly blob: Digest | null
}

/** The first repository of some that has a tag; without one the first that exists; null for none. */
export async function findSample(
  session: RegistrySession,
  repositories: readonly RepositoryName[],
  options: CallOptions,
): Promise<ProbeSample | null> {
  let fallback: ProbeSample | null = null
  for (const repository of repositories.slice(0, REPOSITORIES_TRIED_MAX)) {
    const sample = await sampleOf(session, repository, options)
    if (sample?.manifest) return sample
    fallback ??= sample
  }
  return fallback
}

async function sampleOf(
  session: RegistrySession,
  repository: RepositoryName,
  options: CallOptions,
): Promise<ProbeSample | null> {
  try {
    const { tags } = await walkTags(session, repository, options)
    const empty = { repository, tags, manifest: null, blob: null }
    const [tag] = tags
    if (tag === undefined) return empty

    const fetched = await fetchManifest(session, { repository, reference: tag }, options)
    if (fetched.kind === 'unchanged') return empty
    const parsed = parseManifest(fetched.bytes, fetched.mediaType)
    const blob = parsed.form === 'image' ? parsed.config.digest : null
    return { repository, tags, manifest: { tag, digest: fetched.digest }, blob }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
