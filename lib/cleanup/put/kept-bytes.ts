import 'server-only'
import { findContent } from '@/lib/catalog/store/manifests'
import type { Executor } from '@/lib/db/connection'
import type { Digest } from '@/lib/oci/digest'
import type { ManifestContent } from '@/lib/registry/types'
import { digestOf } from '@/lib/registry/verify'
import { findKept } from '../store/kept-manifests'

/**
 * The exact bytes of a manifest that Assay has, from the trash or the index; undefined where it has none. What
 * does not hash to its digest is not it: the index keeps text, and not every manifest is text to the last byte.
 */
export async function keptBytes(db: Executor, digest: Digest): Promise<ManifestContent | undefined> {
  const kept = await findKept(db, digest)
  if (kept !== undefined) return { mediaType: kept.mediaType, bytes: kept.bytes }
  const content = await findContent(db, digest)
  if (content === undefined) return undefined
  const bytes = Buffer.from(content.body, 'utf8')
  const isExact = digest.startsWith('sha256:') && digestOf(bytes) === digest
  return isExact ? { mediaType: content.media_type, bytes } : undefined
}
