/** Media types Assay knows by name. */
export const MEDIA_TYPE = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  schema1: 'application/vnd.docker.distribution.manifest.v1+json',
  schema1Signed: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
  helmConfig: 'application/vnd.cncf.helm.config.v1+json',
  inToto: 'application/vnd.in-toto+json',
  dockerAttestation: 'application/vnd.docker.attestation.manifest.v1+json',
} as const

/**
 * All manifest types in one header. A registry rewrites or hides what is not named here, and wildcards are
 * not understood by distribution 2.x.
 */
export const MANIFEST_ACCEPT = [
  MEDIA_TYPE.ociManifest,
  MEDIA_TYPE.ociIndex,
  MEDIA_TYPE.dockerManifest,
  MEDIA_TYPE.dockerList,
  MEDIA_TYPE.schema1Signed,
].join(', ')

/** What a manifest is to a person. */
export type ManifestKind =
  | 'image'
  | 'index'
  | 'helm'
  | 'attestation'
  | 'signature'
  | 'artifact'
  | 'schema1'
  | 'unknown'

const MEDIA_TYPE_GRAMMAR = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/

/** Whether text is `type/subtype` by RFC 6838, without parameters. */
export function isMediaType(text: string): boolean {
  return text.length <= 255 && MEDIA_TYPE_GRAMMAR.test(text)
}

/** The media type of a Content-Type header: parameters dropped, lower case; null for none or a malformed one. */
export function mediaTypeOfHeader(header: string | null): string | null {
  const text = header?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return isMediaType(text) ? text : null
}

export function isImageManifestType(mediaType: string): boolean {
  return mediaType === MEDIA_TYPE.ociManifest || mediaType === MEDIA_TYPE.dockerManifest
}

export function isIndexType(mediaType: string): boolean {
  return mediaType === MEDIA_TYPE.ociIndex || mediaType === MEDIA_TYPE.dockerList
}

export function isSchema1Type(mediaType: string): boolean {
  return mediaType === MEDIA_TYPE.schema1 || mediaType === MEDIA_TYPE.schema1Signed
}

const SIGNATURE_TYPES = [
  /^application\/vnd\.dev\.sigstore\.bundle\b/,
  /^application\/vnd\.dev\.cosign\.(?:artifact\.sig|simplesigning)\b/,
  /^application\/vnd\.cncf\.notary\.signature$/,
]

function isSignatureType(mediaType: string): boolean {
  return SIGNATURE_TYPES.some((pattern) => pattern.test(mediaType))
}

export interface ArtifactFacts {
  readonly artifactType: string | null
  readonly configMediaType: string
  readonly layerMediaTypes: readonly string[]
}

/** What an image-shaped manifest is, by its artifact type, its config and its layers. */
export function kindOfImageManifest(facts: ArtifactFacts): ManifestKind {
  const { artifactType, configMediaType, layerMediaTypes } = facts
  const isEvery = (test: (type: string) => boolean) =>
    layerMediaTypes.length > 0 && layerMediaTypes.every(test)

  if (artifactType === MEDIA_TYPE.dockerAttestation) return 'attestation'
  if (isEvery((type) => type === MEDIA_TYPE.inToto)) return 'attestation'
  if (artifactType !== null && isSignatureType(artifactType)) return 'signature'
  if (isEvery(isSignatureType)) return 'signature'
  if (configMediaType === MEDIA_TYPE.helmConfig) return 'helm'
  if (artifactType !== null) return 'artifact'
  if (configMediaType === MEDIA_TYPE.ociConfig || configMediaType === MEDIA_TYPE.dockerConfig) return 'image'
  return 'artifact'
}
