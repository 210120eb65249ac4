import type { AttachmentKind } from '../rules/attestations/facts'

/** Media, artifact and predicate types that say what something attached is; the first that matches counts. */
const TYPES: readonly (readonly [RegExp, AttachmentKind])[] = [
  [/^application\/vnd\.dev\.cosign\.(?:artifact\.sig|simplesigning)\.v1\+json$/, 'signature'],
  [/^application\/vnd\.cncf\.notary\.signature$/, 'signature'],
  [/^https:\/\/sigstore\.dev\/cosign\/sign\/v1$/, 'signature'],
  [/^application\/(?:spdx|vnd\.cyclonedx)\+(?:json|xml)/, 'sbom'],
  [/^text\/spdx/, 'sbom'],
  [/^https:\/\/spdx\.dev\/Document/, 'sbom'],
  [/^https:\/\/cyclonedx\.org\/bom/, 'sbom'],
  [/^application\/vnd\.dev\.cosign\.artifact\.sbom\.v1\+json$/, 'sbom'],
  [/^https:\/\/slsa\.dev\/provenance\//, 'provenance'],
  [/^application\/(?:vnd\.)?openvex\+json/, 'vex'],
  [/^https:\/\/openvex\.dev\/ns/, 'vex'],
]

/** What something of a type is; `other` for what no check asks after. */
export function kindOfType(type: string): AttachmentKind {
  return TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'
}

/** A Sigstore bundle, whatever its version: what is in it is told by its text alone. */
export function isBundle(type: string): boolean {
  return /^application\/vnd\.dev\.sigstore\.bundle(?:\.v[\d.]+)?\+json/.test(type)
}

export function isInToto(type: string): boolean {
  return type === 'application/vnd.in-toto+json' || type === 'application/vnd.dsse.envelope.v1+json'
}
