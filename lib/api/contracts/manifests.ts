import { z } from 'zod'
import { endpoint } from './endpoint'
import { bytes, digestParam, epochMs, registryName, repositorySlugParam } from './fields'
import { goldenMarkShape } from './golden-shapes'

const manifestParams = z.object({
  registry: registryName,
  repository: repositorySlugParam,
  digest: digestParam,
})
const stringMap = z.record(z.string(), z.string())

/** One entry of an index; `attests` is set on an attestation and names the image it speaks of. */
export const indexEntryShape = z.object({
  digest: z.string(),
  mediaType: z.string(),
  artifactType: z.string().nullable(),
  kind: z.string().nullable(),
  /** Bytes of the child's manifest. */
  size: bytes,
  totalBytes: bytes.nullable(),
  platform: z.string().nullable(),
  attests: z.string().nullable(),
  /** Whether its manifest is in the index of Assay. */
  isKnown: z.boolean(),
})

export const configSummaryShape = z.object({
  os: z.string().nullable(),
  architecture: z.string().nullable(),
  variant: z.string().nullable(),
  author: z.string().nullable(),
  user: z.string().nullable(),
  workingDir: z.string().nullable(),
  entrypoint: z.array(z.string()),
  cmd: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  labels: stringMap,
  exposedPorts: z.array(z.string()),
  volumes: z.array(z.string()),
  stopSignal: z.string().nullable(),
  healthcheck: z.array(z.string()),
})

export const manifestShape = z
  .object({
    registry: z.string(),
    repository: z.string(),
    digest: z.string(),
    mediaType: z.string(),
    kind: z.string(),
    artifactType: z.string().nullable(),
    /** Bytes of the manifest itself. */
    size: bytes,
    /** Bytes of manifest, config and distinct layers; for an index of it and all below it. Null when unknown. */
    totalBytes: bytes.nullable(),
    /** Those of them that other images of the registry hold too, and those that only this one does. */
    sharedBytes: bytes.nullable(),
    uniqueBytes: bytes.nullable(),
    createdAt: epochMs.nullable(),
    platforms: z.array(z.string()),
    layerCount: z.number().int(),
    chainId: z.string().nullable(),
    subject: z.string().nullable(),
    annotations: stringMap,
    /** Tags of this repository that name this digest. */
    tags: z.array(z.string()),
    /** Indexes of this repository that hold this digest. */
    parents: z.array(z.object({ digest: z.string(), tags: z.array(z.string()) })),
    /** For an index: what it lists, in order. */
    entries: z.array(indexEntryShape),
    configDigest: z.string().nullable(),
    /** Null for an index, for an artifact and where there is no config. */
    config: configSummaryShape.nullable(),
    indexedAt: epochMs,
    /** Downloads of this manifest since `since`, and the last; null where no event tells of pulls. */
    pulls: z.object({ count: z.number().int(), lastAt: epochMs.nullable(), since: epochMs }).nullable(),
    /** What it is in the golden lines of the repository. */
    golden: z.array(goldenMarkShape),
  })
  .meta({ id: 'Manifest' })

const problems = ['invalid-repository', 'invalid-digest'] as const

export const getManifest = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/manifests/{digest}',
  summary: 'Show one manifest: image, index or artifact',
  tag: 'Images',
  access: 'actor',
  params: manifestParams,
  status: 200,
  output: manifestShape,
  problems,
})

export const rawManifest = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/manifests/{digest}/raw',
  summary: 'The exact bytes of a manifest',
  tag: 'Images',
  access: 'actor',
  params: manifestParams,
  status: 200,
  output: z.object({ mediaType: z.string(), body: z.string() }),
  problems,
})

export const rawConfig = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/manifests/{digest}/config',
  summary: 'The exact bytes of an image’s config',
  tag: 'Images',
  access: 'actor',
  params: manifestParams,
  status: 200,
  output: z.object({ mediaType: z.string(), body: z.string() }),
  problems,
})

export const layerShape = z.object({
  digest: z.string(),
  mediaType: z.string(),
  /** Compressed bytes, as the manifest says. */
  size: bytes,
  diffId: z.string().nullable(),
  chainId: z.string().nullable(),
  /** Other images (by manifest) and repositories of this registry that hold this layer. */
  sharedWith: z.object({
    images: z.number().int(),
    repositories: z.number().int(),
    /** Other registries that hold it. */
    registries: z.number().int(),
    /** True when counting stopped at 1,000 uses: there are at least so many. */
    isAtLeast: z.boolean(),
  }),
})

export const layerHistory = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/manifests/{digest}/layers',
  summary: 'The layer history of an image: each step of its build with the layer it made',
  tag: 'Images',
  access: 'actor',
  params: manifestParams,
  status: 200,
  output: z.object({
    /** `exact`: steps and layers pair one to one; `unknown`: they do not, and both lists are shown; `none`: no history. */
    mapping: z.enum(['exact', 'unknown', 'none']),
    steps: z.array(
      z.object({
        step: z.number().int(),
        createdAt: epochMs.nullable(),
        /** `RUN`, `COPY`, `ENV`, …; null when it cannot be told. */
        instruction: z.string().nullable(),
        /** The instruction's text without the shell wrapping. */
        command: z.string(),
        comment: z.string().nullable(),
        isEmpty: z.boolean(),
        /** Null on an empty step, and where the mapping is unknown. */
        layer: layerShape.nullable(),
      }),
    ),
    /** Every layer from the base up. */
    layers: z.array(layerShape),
    totalBytes: bytes,
  }),
  problems,
})

export const sharedLayer = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/layers/{digest}/images',
  summary: 'Which images hold a layer, in this registry and in others',
  tag: 'Images',
  access: 'actor',
  params: z.object({ registry: registryName, digest: digestParam }),
  status: 200,
  output: z.object({
    items: z.array(
      z.object({
        registry: z.string(),
        repository: z.string(),
        digest: z.string(),
        tags: z.array(z.string()),
        createdAt: epochMs.nullable(),
      }),
    ),
    /** How many there are that you may see; at most 100 are listed, those of the registry first. */
    total: z.number().int(),
  }),
  problems: ['invalid-digest'],
})

export const listReferrers = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/manifests/{digest}/referrers',
  summary: 'What refers to a manifest: signatures, SBOMs, attestations, by referrers API or fallback tag',
  tag: 'Images',
  access: 'actor',
  params: manifestParams,
  status: 200,
  output: z.object({
    source: z.enum(['api', 'fallback-tag', 'index', 'none']),
    /** Set when the registry could not be asked and only the index answered. */
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    items: z.array(
      z.object({
        digest: z.string(),
        mediaType: z.string(),
        artifactType: z.string().nullable(),
        size: bytes,
        annotations: stringMap,
      }),
    ),
  }),
  problems,
})
