/** A blob of manifests that go: how often they use it, and how often the whole registry does. */
export interface BlobUse {
  readonly digest: string
  readonly size: number
  readonly usesHere: number
  /** May be counted only as far as it is more than here. */
  readonly usesAnywhere: number
}

/** Bytes that nothing else holds, each blob once. Null where nothing is known of what goes. */
export function reclaimableBytes(
  blobs: readonly BlobUse[],
  { manifests, unknown }: { readonly manifests: number; readonly unknown: number },
): number | null {
  if (manifests > 0 && unknown === manifests) return null
  const free = new Map<string, number>()
  for (const { digest, size, usesHere, usesAnywhere } of blobs) {
    if (usesAnywhere <= usesHere) free.set(digest, size)
  }
  return [...free.values()].reduce((sum, size) => sum + size, 0)
}
