import 'server-only'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { RegistryClient } from '@/lib/registry/types'

export interface LiveQuestion {
  readonly repository: RepositoryName
  readonly tag: TagName
  /** What it is believed to name: then the answer costs no body. */
  readonly known?: Digest | undefined
  readonly signal: AbortSignal
}

/** What a tag names at this moment by the registry itself; null when it has no such tag. */
export async function liveDigest(client: RegistryClient, question: LiveQuestion): Promise<Digest | null> {
  const { repository, tag, known, signal } = question
  try {
    const answer = await client.getManifest(repository, tag, { signal, ifNoneMatch: known })
    return answer.kind === 'manifest' ? answer.digest : (known ?? null)
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return null
    throw error
  }
}
