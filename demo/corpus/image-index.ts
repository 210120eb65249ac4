import { type AttestationForm, buildAttestation } from './attestation'
import { jsonContent, type Manifest } from './content'
import { type Descriptor, describeManifest } from './descriptor'
import type { Image } from './image'
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX } from './media-types'

/** An index over images of several platforms; the attestations, if any, follow the images. */
export function buildIndex(images: readonly Image[], attestation: AttestationForm | 'none'): Manifest {
  const attestations =
    attestation === 'none' ? [] : images.map((image) => buildAttestation(image, attestation))
  const isDocker = attestation === 'none' && images.every((image) => image.mediaType === DOCKER_MANIFEST)
  const entries = [
    ...images.map((image) => ({ ...describeManifest(image), platform: image.platform })),
    ...attestations.map(({ descriptor }) => descriptor),
  ]
  return indexOf({
    mediaType: isDocker ? DOCKER_LIST : OCI_INDEX,
    entries,
    children: [...images, ...attestations.map(({ manifest }) => manifest)],
  })
}

/** An index whose entries are indexes themselves. */
export function nestIndexes(indexes: readonly Manifest[]): Manifest {
  return indexOf({ mediaType: OCI_INDEX, entries: indexes.map(describeManifest), children: indexes })
}

export interface Referrer {
  readonly manifest: Manifest
  readonly artifactType: string
}

/** What a client keeps at `sha256-<hex>` where the registry has no referrers API (OCI distribution 1.1). */
export function buildFallbackIndex(referrers: readonly Referrer[]): Manifest {
  return indexOf({
    mediaType: OCI_INDEX,
    entries: referrers.map(({ manifest, artifactType }) => ({ ...describeManifest(manifest), artifactType })),
    children: referrers.map(({ manifest }) => manifest),
  })
}

interface IndexParts {
  readonly mediaType: string
  readonly entries: readonly Descriptor[]
  readonly children: readonly Manifest[]
}

function indexOf({ mediaType, entries, children }: IndexParts): Manifest {
  const body = jsonContent({ schemaVersion: 2, mediaType, manifests: entries })
  return { ...body, mediaType, contents: [], children }
}
