import { z } from 'zod'
import { UpstreamError } from '@/lib/core/errors'
import { type Digest, isDigest } from './digest'
import { displayMap } from './display'
import { parseUpstreamJson } from './json'
import {
  isImageManifestType,
  isIndexType,
  isMediaType,
  isSchema1Type,
  kindOfImageManifest,
  type ManifestKind,
} from './media-type'
import { formatPlatform } from './platform'

/** What points at content: digest, type and bytes. `urls` are never read: a registry could name any host there. */
export interface Descriptor {
  readonly digest: Digest
  readonly mediaType: string
  readonly size: number
  readonly artifactType: string | null
  readonly annotations: Readonly<Record<string, string>>
}

/** One entry of an index. */
export interface IndexChild extends Descriptor {
  /** `os/arch[/variant]`; null where none is named or it is `unknown/unknown`. */
  readonly platform: string | null
  /** Set on an attestation: the image it speaks of. */
  readonly attests: Digest | null
}

interface ManifestFacts {
  readonly mediaType: string
  readonly kind: ManifestKind
  readonly artifactType: string | null
  readonly subject: Digest | null
  readonly annotations: Readonly<Record<string, string>>
}

/** An image, or an artifact in the shape of one. */
export interface ImageManifest extends ManifestFacts {
  readonly form: 'image'
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}

export interface IndexManifest extends ManifestFacts {
  readonly form: 'index'
  readonly children: readonly IndexChild[]
  /** There are more children than were read. */
  readonly isTruncated: boolean
}

/** A manifest of which only the type is known: Docker schema 1, or one Assay has no reader for. */
export interface OpaqueManifest extends ManifestFacts {
  readonly form: 'opaque'
}

export type ParsedManifest = ImageManifest | IndexManifest | OpaqueManifest

const LAYERS_MAX = 1000
export const CHILDREN_MAX = 100

const mediaType = z.string().refine(isMediaType)
const digest = z.string().refine(isDigest)
const annotations = z.unknown().optional().transform(displayMap)
const optionalType = mediaType.nullish().transform((text) => (text ? text : null))
const emptyAsNull = z.preprocess((value) => (value === '' ? null : value), optionalType)

const descriptor = z.object({
  digest,
  mediaType,
  size: z.number().int().min(0),
  artifactType: emptyAsNull,
  annotations,
})

const child = descriptor.extend({
  platform: z
    .object({ os: z.unknown(), architecture: z.unknown(), variant: z.unknown() })
    .partial()
    .nullish(),
})

const common = {
  artifactType: emptyAsNull,
  subject: z.object({ digest }).nullish(),
  annotations,
}
const imageDocument = z.object({
  ...common,
  config: descriptor,
  layers: z.array(descriptor).nullable(),
})
const indexDocument = z.object({ ...common, manifests: z.array(z.unknown()).nullable() })
const childList = z.array(child)

/** Only what decides which reader to use; whether a key is there at all matters, not its value. */
const outline = z.looseObject({ mediaType: z.unknown().optional(), schemaVersion: z.unknown().optional() })

/**
 * Reads a manifest by the type the registry gave it. The document must agree with that type, so that nobody
 * can show us one thing and a container engine another (CVE-2021-41190).
 * @throws UpstreamError `upstream-ambiguous`, `upstream-invalid`, `upstream-too-large`
 */
export function parseManifest(
  bytes: Uint8Array,
  mediaType: string,
  limits: { readonly childrenMax: number } = { childrenMax: CHILDREN_MAX },
): ParsedManifest {
  const document = check(outline, parseUpstreamJson(bytes))

  if (isSchema1Type(mediaType)) return opaque(mediaType, 'schema1')
  refuseAmbiguous(document, mediaType)
  if (isImageManifestType(mediaType)) return readImage(document, mediaType)
  if (isIndexType(mediaType)) return readIndex(document, mediaType, limits.childrenMax)
  return opaque(mediaType, 'unknown')
}

function refuseAmbiguous(document: z.infer<typeof outline>, mediaType: string): void {
  const has = (key: string) => Object.hasOwn(document, key)
  const isImageLike = has('layers') || has('config')
  const isIndexLike = has('manifests')
  const isAmbiguous =
    (isImageLike && isIndexLike) ||
    (isIndexLike && isImageManifestType(mediaType)) ||
    (isImageLike && isIndexType(mediaType)) ||
    has('fsLayers') ||
    document.schemaVersion === 1 ||
    (has('mediaType') && document.mediaType !== mediaType && document.mediaType !== '')
  if (isAmbiguous) {
    throw new UpstreamError('upstream-ambiguous', 'The manifest can be read as more than one kind.')
  }
}

function readImage(document: unknown, mediaType: string): ImageManifest {
  const { config, layers, subject, artifactType, annotations } = check(imageDocument, document)
  if (layers !== null && layers.length > LAYERS_MAX) {
    throw new UpstreamError('upstream-too-large', `The manifest has more than ${LAYERS_MAX} layers.`)
  }
  const layerMediaTypes = (layers ?? []).map((layer) => layer.mediaType)
  return {
    form: 'image',
    mediaType,
    kind: kindOfImageManifest({ artifactType, configMediaType: config.mediaType, layerMediaTypes }),
    artifactType,
    subject: subject?.digest ?? null,
    annotations,
    config,
    layers: layers ?? [],
  }
}

function readIndex(document: unknown, mediaType: string, childrenMax: number): IndexManifest {
  const { manifests, subject, artifactType, annotations } = check(indexDocument, document)
  const listed = manifests ?? []
  return {
    form: 'index',
    mediaType,
    kind: 'index',
    artifactType,
    subject: subject?.digest ?? null,
    annotations,
    children: check(childList, listed.slice(0, childrenMax)).map(toChild),
    isTruncated: listed.length > childrenMax,
  }
}

function toChild({ platform, ...descriptor }: z.infer<typeof child>): IndexChild {
  const isAttestation = descriptor.annotations['vnd.docker.reference.type'] === 'attestation-manifest'
  const attested = descriptor.annotations['vnd.docker.reference.digest'] ?? ''
  return {
    ...descriptor,
    platform: platform ? formatPlatform(platform) : null,
    attests: isAttestation && isDigest(attested) ? attested : null,
  }
}

function opaque(mediaType: string, kind: ManifestKind): OpaqueManifest {
  return { form: 'opaque', mediaType, kind, artifactType: null, subject: null, annotations: {} }
}

function check<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new UpstreamError('upstream-invalid', 'The registry sent a manifest that breaks the specification.', {
    cause: result.error,
  })
}
