import 'server-only'
import type { Digest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import type { RepositoryName } from '@/lib/oci/name'
import type { ManifestContent, RegistryClient } from '@/lib/registry/types'
import { blobsOf, childrenOf } from '../rules/restore/blobs'

const DEPTH_MAX = 3

export interface ClosureManifest {
  readonly digest: Digest
  readonly content: ManifestContent
  readonly blobs: readonly { readonly digest: Digest; readonly size: number }[]
}

/**
 * A manifest with everything it lists, each once and children before what lists them.
 * @throws RegistryNotFoundError when one of them is gone
 */
export async function readClosure(
  client: RegistryClient,
  { repository, digest, signal }: { repository: RepositoryName; digest: Digest; signal: AbortSignal },
): Promise<readonly ClosureManifest[]> {
  const found = new Map<Digest, ClosureManifest>()
  const read = async (wanted: Digest, depth: number): Promise<void> => {
    if (found.has(wanted)) return
    const answer = await client.getManifest(repository, wanted, { signal })
    if (answer.kind !== 'manifest') return
    const manifest = parseManifest(answer.bytes, answer.mediaType)
    const below = depth < DEPTH_MAX ? childrenOf(manifest) : []
    for (const child of below) await read(child, depth + 1)
    const content = { mediaType: answer.mediaType, bytes: answer.bytes }
    found.set(wanted, { digest: wanted, content, blobs: blobsOf(manifest) })
  }
  await read(digest, 0)
  return [...found.values()]
}
