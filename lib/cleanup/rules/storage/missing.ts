import type { Descriptor, ParsedManifest } from '@/lib/oci/manifest'
import { isIndexType } from '@/lib/oci/media-type'

/** Something a tagged manifest needs and its registry does not have. */
export interface MissingPart {
  readonly digest: string
  /** The manifest that names it; itself for a tagged manifest that is gone. */
  readonly parent: string
  readonly kind: 'manifest' | 'config' | 'layer'
  readonly size: number | null
}

export interface NeededBlob extends Pick<Descriptor, 'digest' | 'size'> {
  readonly kind: 'config' | 'layer'
}

/** Layers that registries are not meant to store (image-spec, non-distributable). */
const ELSEWHERE = /\.foreign\.|\.nondistributable\./

/** The blobs that pulling a manifest asks its registry for, each once. */
export function neededBlobs(manifest: ParsedManifest): readonly NeededBlob[] {
  if (manifest.form !== 'image') return []
  const { config, layers } = manifest
  const stored = layers.filter(({ mediaType }) => !ELSEWHERE.test(mediaType))
  const all: NeededBlob[] = [
    { digest: config.digest, size: config.size, kind: 'config' },
    ...stored.map(({ digest, size }) => ({ digest, size, kind: 'layer' as const })),
  ]
  return [...new Map(all.map((blob) => [blob.digest, blob])).values()]
}

export type Remedy =
  /** Only manifests are gone, and their bytes are kept here: they can be put back. */
  | 'repair'
  /** Layers or configs are gone: whoever built the image has to push it again. */
  | 'push-again'

/** What helps a tagged manifest that is not whole. */
export function remedyOf(
  parts: readonly Pick<MissingPart, 'digest' | 'kind'>[],
  kept: ReadonlySet<string>,
): Remedy {
  return parts.every(({ digest, kind }) => kind === 'manifest' && kept.has(digest)) ? 'repair' : 'push-again'
}

/** The order in which manifests are put: what an index lists before it, the tagged one last. */
export function putOrder<M extends { readonly digest: string; readonly mediaType: string }>(
  manifests: readonly M[],
  root: string,
): readonly M[] {
  const rank = ({ digest, mediaType }: M) => {
    if (digest === root) return 2
    return isIndexType(mediaType) ? 1 : 0
  }
  return [...manifests].sort((one, other) => rank(one) - rank(other))
}
