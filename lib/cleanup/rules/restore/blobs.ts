import type { Digest } from '@/lib/oci/digest'
import type { Descriptor, ParsedManifest } from '@/lib/oci/manifest'

/** Layers that registries need not store, for they are fetched from elsewhere. */
const ELSEWHERE = /foreign|nondistributable/

/** The blobs that a registry has to hold before it takes a manifest, each once. */
export function blobsOf(manifest: ParsedManifest): readonly Pick<Descriptor, 'digest' | 'size'>[] {
  if (manifest.form !== 'image') return []
  const stored = [manifest.config, ...manifest.layers].filter(({ mediaType }) => !ELSEWHERE.test(mediaType))
  return [...new Map(stored.map((blob) => [blob.digest, blob])).values()]
}

/** What an index lists, each once; nothing for anything else. */
export function childrenOf(manifest: ParsedManifest): readonly Digest[] {
  return manifest.form === 'index' ? [...new Set(manifest.children.map(({ digest }) => digest))] : []
}
