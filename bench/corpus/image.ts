import { type Content, contentOf, jsonContent } from '@/demo/corpus/content'
import {
  ATTESTATION,
  IN_TOTO,
  OCI_CONFIG,
  OCI_INDEX,
  OCI_LAYER,
  OCI_MANIFEST,
} from '@/demo/corpus/media-types'
import type { Random } from '@/demo/corpus/random'

/** A manifest and what a reader of tags fetches for it: layers are named, never stored. */
export interface BenchManifest extends Content {
  readonly mediaType: string
  readonly config: Content | null
  readonly children: readonly BenchManifest[]
}

interface LayerName {
  readonly digest: string
  readonly size: number
  readonly diffId: string
}

const BASES = 24
const BASE_LAYERS = 5
const OWN_LAYERS = 3
const EMPTY_STEPS = 4
const FIRST_CREATED_MS = Date.UTC(2024, 0, 1)
const CREATED_SPAN_MINUTES = 2 * 365 * 24 * 60

/** Layers that images of one base share, for each base and architecture; from the corpus seed alone. */
export type BaseLayers = (base: number, architecture: string) => readonly LayerName[]

export function baseLayersOf(random: Random): BaseLayers {
  const made = new Map<string, readonly LayerName[]>()
  return (base, architecture) => {
    const label = `base ${base} ${architecture}`
    const kept = made.get(label) ?? layersOf(random.fork(label), BASE_LAYERS)
    made.set(label, kept)
    return kept
  }
}

/** An image of eight layers, five of them of its base, and twelve steps of history. */
export function buildBenchImage(random: Random, bases: BaseLayers, architecture = 'amd64'): BenchManifest {
  const layers = [...bases(random.int(0, BASES - 1), architecture), ...layersOf(random, OWN_LAYERS)]
  const config = jsonContent(configOf(random, layers, architecture))
  const manifest = jsonContent({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: config.digest, size: config.size },
    layers: layers.map(({ digest, size }) => ({ mediaType: OCI_LAYER, digest, size })),
    annotations: { 'org.opencontainers.image.revision': random.hex(40) },
  })
  return { ...manifest, mediaType: OCI_MANIFEST, config, children: [] }
}

/** An index of two platforms, each with the attestation its builder wrote. */
export function buildBenchIndex(random: Random, bases: BaseLayers): BenchManifest {
  const images = ['amd64', 'arm64'].map((architecture) => ({
    architecture,
    image: buildBenchImage(random, bases, architecture),
  }))
  const attested = images.map(({ image }) => ({ image, attestation: buildAttestation(random, image) }))
  const index = jsonContent({
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [
      ...images.map(({ architecture, image }) => ({
        ...descriptorOf(image),
        platform: { os: 'linux', architecture },
      })),
      ...attested.map(({ image, attestation }) => ({
        ...descriptorOf(attestation),
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: {
          'vnd.docker.reference.digest': image.digest,
          'vnd.docker.reference.type': 'attestation-manifest',
        },
      })),
    ],
  })
  const children = [...images.map(({ image }) => image), ...attested.map(({ attestation }) => attestation)]
  return { ...index, mediaType: OCI_INDEX, config: null, children }
}

function buildAttestation(random: Random, image: BenchManifest): BenchManifest {
  const config = contentOf(Buffer.from('{}'))
  const manifest = jsonContent({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: ATTESTATION,
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: config.digest, size: config.size },
    layers: [
      {
        mediaType: IN_TOTO,
        ...sizedName(random, 900, 90_000),
        annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' },
      },
    ],
    subject: descriptorOf(image),
  })
  return { ...manifest, mediaType: OCI_MANIFEST, config, children: [] }
}

function descriptorOf({ mediaType, digest, size }: BenchManifest) {
  return { mediaType, digest, size }
}

function configOf(random: Random, layers: readonly LayerName[], architecture: string) {
  const createdMs = FIRST_CREATED_MS + random.int(0, CREATED_SPAN_MINUTES) * 60_000
  const created = new Date(createdMs).toISOString()
  return {
    created,
    os: 'linux',
    architecture,
    config: {
      User: '10001',
      Env: ['PATH=/usr/local/bin:/usr/bin:/bin', `BUILD=${random.hex(24)}`, 'LANG=C.UTF-8'],
      Entrypoint: ['/usr/bin/app', '--serve'],
      WorkingDir: '/srv',
      Labels: {
        'org.opencontainers.image.created': created,
        'org.opencontainers.image.revision': random.hex(40),
        'org.opencontainers.image.source': 'https://git.example/team/app',
      },
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: historyOf(random, layers, created),
  }
}

function historyOf(random: Random, layers: readonly LayerName[], created: string) {
  return [
    ...layers.map((_, at) => ({
      created,
      created_by: `RUN /bin/sh -c make step-${at} REVISION=${random.hex(20)} && rm -rf /tmp/* # buildkit`,
      comment: 'buildkit.dockerfile.v0',
    })),
    ...Array.from({ length: EMPTY_STEPS }, (_, at) => ({
      created,
      created_by: `ENV STEP_${at}=${random.hex(12)}`,
      comment: 'buildkit.dockerfile.v0',
      empty_layer: true,
    })),
  ]
}

function layersOf(random: Random, count: number): LayerName[] {
  return Array.from({ length: count }, () => ({
    ...sizedName(random, 20_000, 40_000_000),
    diffId: `sha256:${random.hex(64)}`,
  }))
}

function sizedName(random: Random, min: number, max: number) {
  return { digest: `sha256:${random.hex(64)}`, size: random.int(min, max) }
}
