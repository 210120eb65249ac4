export interface ImageStorage {
  /** Bytes that other images of the registry hold too; null when the size of the image is unknown. */
  readonly sharedBytes: number | null
  readonly uniqueBytes: number | null
}

/** How much of an image is its own. */
export function imageStorage(
  totalBytes: number | null,
  blobs: readonly { readonly size: number; readonly isShared: boolean }[],
): ImageStorage {
  if (totalBytes === null) return { sharedBytes: null, uniqueBytes: null }
  const shared = blobs.reduce((sum, blob) => sum + (blob.isShared ? blob.size : 0), 0)
  const sharedBytes = Math.min(shared, totalBytes)
  return { sharedBytes, uniqueBytes: totalBytes - sharedBytes }
}
