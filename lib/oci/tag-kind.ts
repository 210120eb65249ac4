import { type Digest, isDigest } from './digest'
import { isTagName, type TagName } from './name'

/** A tag that tools keep for themselves and the digest it speaks of, or `plain`. */
export type TagKind =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'referrers' | 'signature' | 'attestation' | 'sbom'
      readonly subject: Digest
    }

const TOOL_TAG = /^sha256-([0-9a-f]{64})(?:\.(sig|att|sbom))?$/
const KINDS = { sig: 'signature', att: 'attestation', sbom: 'sbom' } as const

/** Recognises the referrers fallback tag (OCI distribution-spec) and cosign's signature, attestation and SBOM tags. */
export function tagKindOf(tag: string): TagKind {
  const [, hex, suffix] = TOOL_TAG.exec(tag) ?? []
  const subject = `sha256:${hex}`
  if (hex === undefined || !isDigest(subject)) return { kind: 'plain' }
  if (suffix === 'sig' || suffix === 'att' || suffix === 'sbom') return { kind: KINDS[suffix], subject }
  return { kind: 'referrers', subject }
}

/** The tag under which referrers of a digest are listed where there is no referrers API; null if it cannot be one. */
export function referrersTag(subject: Digest): TagName | null {
  const tag = subject.replace(':', '-').slice(0, 128)
  return isTagName(tag) ? tag : null
}
