import { buildArtifact } from './artifact'
import { type Content, jsonContent, type Manifest } from './content'
import { type Descriptor, describeManifest } from './descriptor'
import type { Image } from './image'
import { ATTESTATION, IN_TOTO, OCI_CONFIG, OCI_MANIFEST } from './media-types'

/** BuildKit wrote provenance as an image-like manifest first and as an OCI artifact later. */
export type AttestationForm = 'image' | 'artifact'

export interface Attestation {
  readonly manifest: Manifest
  readonly descriptor: Descriptor
}

export function buildAttestation(image: Image, form: AttestationForm): Attestation {
  const statement = jsonContent({
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    subject: [{ name: '_', digest: { sha256: image.digest.slice('sha256:'.length) } }],
    predicate: { buildType: 'https://mobyproject.org/buildkit@v1', materials: [] },
  })
  const manifest = form === 'image' ? asImage(statement) : asArtifact(statement, image)

  return {
    manifest,
    descriptor: {
      ...describeManifest(manifest),
      ...(form === 'artifact' && { artifactType: ATTESTATION }),
      platform: { architecture: 'unknown', os: 'unknown' },
      annotations: {
        'vnd.docker.reference.digest': image.digest,
        'vnd.docker.reference.type': 'attestation-manifest',
      },
    },
  }
}

function asImage(statement: Content): Manifest {
  const config = jsonContent({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [statement.digest] },
  })
  return {
    ...jsonContent({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: { mediaType: OCI_CONFIG, digest: config.digest, size: config.size },
      layers: [statementDescriptor(statement)],
    }),
    mediaType: OCI_MANIFEST,
    contents: [config, statement],
    children: [],
  }
}

function asArtifact(statement: Content, image: Image): Manifest {
  return buildArtifact({
    artifactType: ATTESTATION,
    layers: [statementDescriptor(statement)],
    contents: [statement],
    subject: image,
  })
}

function statementDescriptor(statement: Content): Descriptor {
  return {
    mediaType: IN_TOTO,
    digest: statement.digest,
    size: statement.size,
    annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' },
  }
}
