import 'server-only'
import { readClosure } from '@/lib/cleanup/put/closure'
import { Limiter } from '@/lib/core/limiter'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName } from '@/lib/oci/name'
import type { ManifestContent, RegistryClient } from '@/lib/registry/types'

const COPIES_AT_ONCE = 4

export interface ImageCopy {
  readonly client: RegistryClient
  readonly from: RepositoryName
  readonly to: RepositoryName
  readonly digest: Digest
  readonly signal: AbortSignal
}

/**
 * Brings everything an image is made of to another repository of its registry, by mounting where it can; its own
 * manifest, which it gives, is left to whoever tags it. Done again it sends nothing that is there.
 */
export async function copyImage(copy: ImageCopy): Promise<ManifestContent> {
  const { client, from, to, digest, signal } = copy
  const closure = await readClosure(client, { repository: from, digest, signal })
  const blobs = new Map(closure.flatMap((manifest) => manifest.blobs).map((blob) => [blob.digest, blob]))
  const limiter = new Limiter(COPIES_AT_ONCE)
  await Promise.all(
    [...blobs.values()].map((blob) => limiter.run(() => client.copyBlob({ from, to, ...blob }, { signal }))),
  )
  for (const part of closure) {
    if (part.digest === digest) return part.content
    await client.putManifest({ repository: to, reference: part.digest, content: part.content }, { signal })
  }
  throw new Error('The closure of an image lacks the image.')
}
